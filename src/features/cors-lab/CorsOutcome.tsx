import { useId } from 'react'

import type { CorsTried } from '~/api/cors-try'
import { FailureNote } from '~/components/state/FailureNote'
import { Badge, type Tone } from '~/components/ui/Badge'
import { Name } from '~/components/ui/Name'
import { Section } from '~/components/ui/Section'
import { config } from '~/config/config'
import type { CorsReport } from '~/domain/cors-report'
import type { Failure } from '~/domain/failure'
import { explain } from '~/domain/verdict'
import { m } from '~/i18n/gen/messages'

import { CorsChanges } from './CorsChanges'
import { CorsHeaders } from './CorsHeaders'
import { CorsSteps } from './CorsSteps'
import { verdictText } from './words'

interface Props {
  tenant: string
  api: string
  tried: CorsTried | undefined
  failure: Failure | null
}

/** What a browser would do, why, header by header, and what would change it. */
export function CorsOutcome({ tenant, api, tried, failure }: Props) {
  return (
    <Section title={m.labs_cors_result()}>
      <div className="flex flex-col gap-4">
        {failure && <FailureNote failure={failure} />}
        <div aria-live="polite" className="flex flex-col gap-1 empty:hidden">
          {tried && <Verdict tried={tried} />}
        </div>
        {!tried && !failure && <p className="text-muted">{m.labs_cors_none()}</p>}
        {tried && <Evidence tenant={tenant} api={api} tried={tried} />}
      </div>
    </Section>
  )
}

const looks: Record<'allowed' | 'refused' | 'unknown', { tone: Tone; text: () => string }> = {
  allowed: { tone: 'ok', text: m.labs_cors_allowed },
  refused: { tone: 'bad', text: m.labs_cors_stopped },
  unknown: { tone: 'neutral', text: m.labs_verdict_cannot_tell },
}

const lookOf = ({ verdict }: CorsReport) =>
  looks[verdict === 'allowed' || verdict === 'unknown' ? verdict : 'refused']

function Verdict({ tried: { report, ask, preflight } }: { tried: CorsTried }) {
  const { tone, text } = lookOf(report)
  const says = preflight && explain(preflight).detail
  return (
    <>
      <div>
        <Badge tone={tone}>{text()}</Badge>
      </div>
      <p className="max-w-[72ch]">
        <Name value={verdictText(report, ask)} />
      </p>
      {/* Without a rule the gateway takes it for an ordinary call, and says something else. */}
      {says !== undefined && report.verdict !== 'no_rule' && (
        <p className="text-sm text-muted">
          {m.call_says()} <Name value={says} />
        </p>
      )}
    </>
  )
}

function Evidence({ tenant, api, tried }: { tenant: string; api: string; tried: CorsTried }) {
  const wayId = useId()
  return (
    <>
      <CorsSteps tried={tried} />
      {tried.report.rows.length > 0 && <CorsHeaders tenant={tenant} rows={tried.report.rows} />}
      <CorsChanges tenant={tenant} api={api} tried={tried} />
      <section aria-labelledby={wayId} className="text-sm text-muted">
        <h3 id={wayId} className="font-medium">
          {m.labs_fact_way()}
        </h3>
        <p className="max-w-[80ch]">{m.labs_cors_way({ base: config().gatewayBase })}</p>
      </section>
    </>
  )
}
