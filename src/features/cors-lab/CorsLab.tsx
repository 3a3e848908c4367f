import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { type UseFormReturn, useForm } from 'react-hook-form'

import { corsTries } from '~/api/cors-try'
import { KeyValueField } from '~/components/form/KeyValueField'
import { SelectField } from '~/components/form/SelectField'
import { SwitchField } from '~/components/form/SwitchField'
import { TextField } from '~/components/form/TextField'
import { Button } from '~/components/ui/Button'
import { Section } from '~/components/ui/Section'
import { targetOf } from '~/domain/call'
import type { Contract } from '~/domain/contract'
import { corsAskOf, type CorsForm, corsForm, corsMethods } from '~/domain/cors-form'
import { KeyChoice } from '~/features/test-call/KeyChoice'
import { takeKey } from '~/features/test-call/take-key'
import { useTestKey } from '~/features/test-call/use-test-key'
import { m } from '~/i18n/gen/messages'

import { CorsOutcome } from './CorsOutcome'
import { type CorsSearch, formOf, searchOf } from './search'
import { corsFaults } from './words'

interface Props {
  tenant: string
  api: Contract
  search: CorsSearch
  onSearch: (change: Partial<CorsSearch>) => void
}

/** What a browser would do with a call of a page at another origin, proven on the gateway's own answers. */
export function CorsLab({ tenant, api, search, onSearch }: Props) {
  const base = api.bindings[0]?.path ?? ''
  const auth = api.auth.type
  const form = useForm({
    resolver: zodResolver(corsForm(base, corsFaults)),
    defaultValues: formOf(search),
  })
  const testKey = useTestKey(tenant, api.id)
  const attempt = useMutation(corsTries.run(tenant))
  const submit = form.handleSubmit(async (values) => {
    onSearch(searchOf(values))
    const taken = await takeKey(values, auth, testKey)
    if (!taken) return
    const { method, path, headers } = values
    attempt.mutate({
      ask: corsAskOf(values, auth),
      call: {
        method,
        path: targetOf(base, path),
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, String(value)]),
        ),
        apiKey: taken.key,
        isNewKey: taken.isNew,
      },
      api: api.id,
    })
  })
  return (
    <div className="flex flex-col gap-5">
      <Section title={m.labs_cors_form()} description={m.labs_cors_form_about()}>
        <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3" noValidate>
          <CorsFields form={form} base={base} />
          {auth === 'api_key' ? (
            <KeyChoice control={form.control} testKey={testKey} />
          ) : (
            <p className="text-muted">{m.labs_key_none()}</p>
          )}
          <div>
            <Button
              type="submit"
              variant="primary"
              pending={attempt.isPending || testKey.state === 'pending'}
            >
              {m.labs_cors_run()}
            </Button>
          </div>
        </form>
      </Section>
      <CorsOutcome tenant={tenant} api={api.id} tried={attempt.data} failure={attempt.error} />
    </div>
  )
}

function CorsFields({ form: { control }, base }: { form: UseFormReturn<CorsForm>; base: string }) {
  return (
    <>
      <div className="grid gap-3 lg:grid-cols-[1fr_8rem_1fr]">
        <TextField
          control={control}
          name="origin"
          label={m.call_cors_origin()}
          hint={m.call_cors_origin_hint()}
          mono
        />
        <SelectField
          control={control}
          name="method"
          label={m.labs_method()}
          options={corsMethods.map((value) => ({ value, label: value }))}
        />
        <TextField
          control={control}
          name="path"
          label={m.labs_path()}
          hint={m.call_path_hint({ path: base })}
          mono
          optional
        />
      </div>
      <KeyValueField
        control={control}
        name="headers"
        label={m.labs_cors_headers()}
        hint={m.labs_cors_headers_hint()}
        optional
      />
      <SwitchField
        control={control}
        name="credentials"
        label={m.labs_cors_credentials()}
        hint={m.labs_cors_credentials_hint()}
      />
    </>
  )
}
