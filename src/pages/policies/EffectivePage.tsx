import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'

import { consumers } from '~/api/consumers'
import { contracts } from '~/api/contracts'
import { text, useParam, useSearch } from '~/app/params'
import { PickField } from '~/components/form/PickField'
import { EmptyState } from '~/components/state/EmptyState'
import { Button } from '~/components/ui/Button'
import { Page } from '~/components/ui/Page'
import { Section } from '~/components/ui/Section'
import { isId } from '~/app/paths'
import { EffectivePolicies } from '~/features/policy/EffectivePolicies'
import { m } from '~/i18n/gen/messages'

const schema = { api: text(''), consumer: text('') }

/** What the gateway applies to a call: the API and, where one matters, the consumer are chosen here and stand in the URL. */
export function Component() {
  const tenant = useParam('tenant')
  const [{ api, consumer }, setSearch] = useSearch(schema)
  return (
    <Page title={m.app_effective_policies()} description={m.policies_effective_about()}>
      <div className="grid items-start gap-5 lg:grid-cols-[22rem_minmax(0,1fr)]">
        <Section title={m.policies_effective_path()}>
          <PathForm
            key={`${api} ${consumer}`}
            tenant={tenant}
            path={{ api, consumer }}
            onPath={setSearch}
          />
        </Section>
        {isId(api) ? (
          <EffectivePolicies
            tenant={tenant}
            contract={api}
            consumer={isId(consumer) ? consumer : undefined}
            isAlone
          />
        ) : (
          <EmptyState title={m.policies_effective_choose()} />
        )}
      </div>
    </Page>
  )
}

interface CallPath {
  api: string
  consumer: string
}

interface Props {
  tenant: string
  path: CallPath
  onPath: (path: CallPath) => void
}

function PathForm({ tenant, path, onPath }: Props) {
  const form = useForm<CallPath>({ defaultValues: path })
  const [searches, setSearches] = useState({ api: '', consumer: '' })
  const page = { page_size: 20 }
  const apis = useQuery(contracts.list(tenant, { ...page, search: searches.api }))
  const people = useQuery(consumers.list(tenant, { ...page, search: searches.consumer }))
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => void form.handleSubmit(onPath)(event)}
    >
      <PickField
        control={form.control}
        name="api"
        label={m.policies_kind_api()}
        search={searches.api}
        onSearch={(api) => setSearches({ ...searches, api })}
        empty={m.policies_bind_none()}
        query={apis}
        optionOf={(api) => ({ value: api.id, label: `${api.apiName} ${api.apiVersion}` })}
      />
      <PickField
        control={form.control}
        name="consumer"
        label={m.policies_kind_consumer()}
        optional
        search={searches.consumer}
        onSearch={(consumer) => setSearches({ ...searches, consumer })}
        empty={m.policies_bind_none()}
        query={people}
        optionOf={(one) => ({ value: one.id, label: `${one.name} (${one.external_id})` })}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary">
          {m.policies_effective_show()}
        </Button>
        {path.consumer !== '' && (
          <Button onClick={() => onPath({ ...path, consumer: '' })}>
            {m.policies_effective_any_consumer()}
          </Button>
        )}
      </div>
    </form>
  )
}
