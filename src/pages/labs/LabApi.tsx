import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'

import { contracts } from '~/api/contracts'
import { PickField } from '~/components/form/PickField'
import { FailureNote } from '~/components/state/FailureNote'
import { Skeleton } from '~/components/state/Skeleton'
import { Button } from '~/components/ui/Button'
import { Name } from '~/components/ui/Name'
import { Section } from '~/components/ui/Section'
import type { Contract } from '~/domain/contract'
import { m } from '~/i18n/gen/messages'

interface Props {
  tenant: string
  /** From the URL; '' when none is chosen. */
  id: string
  onChoose: (id: string) => void
  children: (api: Contract) => ReactNode
}

/** The API that a lab calls: chosen first, then shown beside what is done with it. */
export function LabApi({ tenant, id, onChoose, children }: Props) {
  const query = useQuery({ ...contracts.detail(tenant, id), enabled: id !== '' })
  if (id === '') return <ChooseApi tenant={tenant} onChoose={onChoose} />
  if (query.error)
    return (
      <div className="flex flex-col gap-3">
        <FailureNote failure={query.error} onRetry={() => void query.refetch()} />
        <Change onChoose={onChoose} />
      </div>
    )
  if (!query.data) return <Skeleton kind="block" />
  const api = query.data
  const isServed = api.status === 'published' || api.status === 'deprecated'
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <span>
          {m.labs_api()}:{' '}
          <strong>
            <Name value={`${api.displayName || api.apiName} ${api.apiVersion}`} />
          </strong>
        </span>
        <Change onChoose={onChoose} />
      </div>
      {!isServed && <p className="text-warn">{m.labs_api_not_served({ status: api.status })}</p>}
      {children(api)}
    </>
  )
}

const Change = ({ onChoose }: Pick<Props, 'onChoose'>) => (
  <span>
    <Button size="sm" onClick={() => onChoose('')}>
      {m.labs_api_change()}
    </Button>
  </span>
)

const schema = z.object({
  api: z.string().check(z.minLength(1, { error: () => m.labs_api_missing() })),
})

function ChooseApi({ tenant, onChoose }: Pick<Props, 'tenant' | 'onChoose'>) {
  const [search, setSearch] = useState('')
  const query = useQuery(contracts.list(tenant, { search, page_size: 20, status: 'published' }))
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { api: '' } })
  const submit = form.handleSubmit(({ api }) => onChoose(api))
  return (
    <Section title={m.labs_api_choose()}>
      <form
        onSubmit={(event) => void submit(event)}
        className="flex max-w-xl flex-col gap-3"
        noValidate
      >
        <PickField
          control={form.control}
          name="api"
          label={m.labs_api()}
          search={search}
          onSearch={setSearch}
          empty={m.labs_api_none()}
          query={query}
          optionOf={(api) => ({ value: api.id, label: `${api.apiName} ${api.apiVersion}` })}
        />
        <div>
          <Button type="submit" variant="primary">
            {m.labs_api_use()}
          </Button>
        </div>
      </form>
    </Section>
  )
}
