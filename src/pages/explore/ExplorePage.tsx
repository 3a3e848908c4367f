import { useQueryClient } from '@tanstack/react-query'
import RunIcon from 'lucide-react/icons/play'
import { useMemo, useState } from 'react'

import { explore, metricsSource } from '~/api/explore'
import { useParam, useSearch } from '~/app/params'
import { PromqlEditor } from '~/components/editor/PromqlEditor'
import { Button } from '~/components/ui/Button'
import { CopyButton } from '~/components/ui/CopyButton'
import { Page } from '~/components/ui/Page'
import { TimeControls } from '~/features/traffic/TimeControls'
import { IgnoredRange } from '~/features/traffic/IgnoredRange'
import { useDrawnRange } from '~/features/traffic/use-drawn-range'
import { useMe } from '~/auth/permissions'
import { m } from '~/i18n/gen/messages'

import { Examples } from './Examples'
import { keepQuery, pastQueries } from './past-queries'
import { PastQueries } from './PastQueries'
import { Result } from './Result'
import { searchSchema } from './search'

const PLATFORM_ROLE = 'cpi-admin'

export function Component() {
  const tenant = useParam('tenant')
  const [search, setSearch] = useSearch(searchSchema)
  const isConfined = !useMe().roles.includes(PLATFORM_ROLE)
  const { clock, zoom, ignored } = useDrawnRange(search, setSearch)
  const [place, setPlace] = useState<{ at: number }>()
  return (
    <Page
      title={m.app_explore()}
      description={isConfined ? m.explore_description_confined() : m.explore_description()}
      action={<TimeControls tenant={tenant} search={search} onSearch={setSearch} />}
    >
      <IgnoredRange text={ignored} />
      <Expression tenant={tenant} ran={search.q} onRun={(q) => setSearch({ q })} goTo={place} />
      {search.q === '' ? (
        <Examples
          tenant={tenant}
          onChoose={(q) => {
            keepQuery(tenant, q)
            setSearch({ q })
          }}
        />
      ) : (
        <Result
          tenant={tenant}
          search={search}
          clock={clock}
          onZoom={zoom}
          onView={(view) => setSearch({ view })}
          onPlace={(at) => setPlace({ at })}
        />
      )}
    </Page>
  )
}

interface ExpressionProps {
  tenant: string
  /** The expression whose answer is shown. */
  ran: string
  /** Another one is to be run. */
  onRun: (query: string) => void
  goTo: { at: number } | undefined
}

/** Where an expression is written, run, and taken from what was run before. */
function Expression({ tenant, ran, onRun, goTo }: ExpressionProps) {
  const client = useQueryClient()
  const source = useMemo(() => metricsSource(tenant), [tenant])
  const [typed, setTyped] = useState(ran)
  // What is typed and not run yet starts again from what an address brings, unless it says the same.
  const [known, setKnown] = useState(ran)
  if (ran !== known) {
    setKnown(ran)
    if (typed.trim() !== ran) setTyped(ran)
  }
  const run = (expression: string) => {
    const query = expression.trim()
    if (query === '') return
    keepQuery(tenant, query)
    setTyped(expression)
    if (query === ran) void client.invalidateQueries({ queryKey: explore.all(tenant) })
    else onRun(query)
  }
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <PromqlEditor
        label={m.explore_expression()}
        value={typed}
        onChange={setTyped}
        onRun={run}
        source={source}
        goTo={goTo}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="primary" icon={RunIcon} onClick={() => run(typed)}>
          {m.explore_run()}
        </Button>
        <PastQueries queries={pastQueries(tenant)} onChoose={run} />
        <CopyButton
          value={() => window.location.href}
          label={m.explore_share()}
          text={m.explore_share()}
          size="md"
        />
      </div>
    </div>
  )
}
