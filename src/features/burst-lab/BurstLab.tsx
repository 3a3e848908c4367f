import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'

import type { BurstResult } from '~/api/burst'
import { ConfirmDialog } from '~/components/form/ConfirmDialog'
import { NumberField } from '~/components/form/NumberField'
import { SelectField } from '~/components/form/SelectField'
import { TextField } from '~/components/form/TextField'
import { Button } from '~/components/ui/Button'
import { Section } from '~/components/ui/Section'
import { config, isProduction } from '~/config/config'
import { BROWSER_CONNECTIONS, type BurstPlan, MOST_CALLS } from '~/domain/burst'
import { type BurstForm, burstForm, burstMethods, planOf } from '~/domain/burst-form'
import { targetOf } from '~/domain/call'
import type { Contract } from '~/domain/contract'
import type { TestKeySource } from '~/features/test-call/called-api'
import { KeyChoice } from '~/features/test-call/KeyChoice'
import { takeKey } from '~/features/test-call/take-key'
import { m } from '~/i18n/gen/messages'

import { BurstOutcome } from './BurstOutcome'
import { type BurstSearch, formOf, searchOf } from './search'
import { useBurst } from './use-burst'
import { burstFaults } from './words'

interface Props {
  tenant: string
  api: Contract
  /** The policy to be proven, by its id; what is in force without one. */
  policy?: string
  search: BurstSearch
  onSearch: (change: Partial<BurstSearch>) => void
  /** For those who may have a key made. */
  testKey?: TestKeySource
  /** Told of each burst that has ended. */
  onResult?: (result: BurstResult) => void
}

/** Calls through the gateway, many at once, and what they prove about a rate limit. */
export function BurstLab(props: Props) {
  const { tenant, api, policy, search, onSearch, testKey, onResult } = props
  const base = api.bindings[0]?.path ?? ''
  const auth = api.auth.type
  const mayHaveOne = testKey !== undefined && testKey.disabledBecause === undefined
  const form = useForm({
    resolver: zodResolver(burstForm(burstFaults, auth === 'api_key')),
    defaultValues: formOf(search, mayHaveOne ? 'test' : 'pasted'),
  })
  const burst = useBurst(tenant, onResult)
  const [plan, setPlan] = useState<BurstPlan>()
  const [asked, setAsked] = useState<BurstForm>()
  const start = async (values: BurstForm) => {
    setAsked(undefined)
    const taken = await takeKey(values, auth, testKey)
    if (!taken) return
    setPlan(planOf(values))
    const path = targetOf(base, values.path)
    burst.run({
      plan: planOf(values),
      call: { method: values.method, path, apiKey: taken.key, isNewKey: taken.isNew },
      api: api.id,
      ...(policy !== undefined && { policy }),
    })
  }
  const submit = form.handleSubmit(async (values) => {
    onSearch(searchOf(values))
    if (isProduction()) setAsked(values)
    else await start(values)
  })
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Section title={m.labs_form()}>
        <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3" noValidate>
          <BurstFields form={form} base={base} auth={auth} testKey={testKey} />
          <div>
            <Button
              type="submit"
              variant="primary"
              pending={burst.isRunning || testKey?.state === 'pending'}
            >
              {m.labs_run()}
            </Button>
          </div>
        </form>
      </Section>
      <BurstOutcome tenant={tenant} burst={burst} plan={plan} onAgain={() => void submit()} />
      {asked && (
        <Production
          api={api}
          asked={asked}
          onConfirm={() => void start(asked)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </div>
  )
}

interface ProductionProps {
  api: Contract
  asked: BurstForm
  onConfirm: () => void
  onClose: () => void
}

/** A burst goes to the real backend: where that is production, it is asked for twice. */
const Production = ({ api, asked, onConfirm, onClose }: ProductionProps) => (
  <ConfirmDialog
    title={m.labs_production_title()}
    consequence={m.labs_production_text({
      calls: planOf(asked).calls,
      name: config().environment ?? '',
    })}
    confirmLabel={m.labs_run()}
    typeToConfirm={api.apiName}
    mutation={{ mutate: onConfirm, isPending: false, error: null }}
    onClose={onClose}
  />
)

interface FieldsProps {
  form: ReturnType<typeof useForm<BurstForm>>
  base: string
  auth: string
  testKey: TestKeySource | undefined
}

function BurstFields({ form: { control }, base, auth, testKey }: FieldsProps) {
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-[8rem_1fr]">
        <SelectField
          control={control}
          name="method"
          label={m.labs_method()}
          options={burstMethods.map((value) => ({ value, label: value }))}
        />
        <TextField
          control={control}
          name="path"
          label={m.labs_path()}
          hint={m.labs_path_hint({ path: base })}
          mono
          optional
        />
      </div>
      <div className="grid gap-3 sm:grid-cols-[7rem_1fr_1fr]">
        <NumberField
          control={control}
          name="calls"
          label={m.labs_calls()}
          hint={m.labs_calls_hint({ most: MOST_CALLS })}
        />
        <NumberField
          control={control}
          name="perSecond"
          label={m.labs_pace()}
          hint={m.labs_pace_hint()}
          optional
        />
        <NumberField
          control={control}
          name="concurrency"
          label={m.labs_concurrency()}
          hint={m.labs_concurrency_hint({ most: BROWSER_CONNECTIONS })}
        />
      </div>
      {auth === 'api_key' ? (
        <KeyChoice control={control} testKey={testKey} isRequired />
      ) : (
        <p className="text-muted">{m.labs_key_none()}</p>
      )}
    </>
  )
}
