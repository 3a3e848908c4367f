import { Code } from '~/components/ui/Code'
import type { Check, CheckId } from '~/domain/readiness'
import { isDone } from '~/domain/runbook/step'
import { KeycloakAdmin } from '~/features/runbook/KeycloakAdmin'
import { m } from '~/i18n/gen/messages'

/** The mend of what no page of the console changes: where the services are started, and what it takes. */
const howTos: Partial<Record<CheckId, { text: () => string; command?: string }>> = {
  database_durable: {
    text: m.readiness_howto_database,
    command: 'DATABASE_URL=postgres://USER:PASSWORD@HOST:5432/stoa',
  },
  certificate: { text: m.readiness_howto_certificate },
}

/** What to do about a check that does not stand, where that is done elsewhere. */
export function HowTo({ check: { id, result } }: { check: Check }) {
  if (isDone(result.state)) return null
  if (id === 'day-7.credentials') return <KeycloakAdmin result={result} />
  const howTo = howTos[id]
  if (!howTo) return null
  return (
    <details className="text-sm">
      <summary className="cursor-pointer text-accent">{m.readiness_howto()}</summary>
      <div className="mt-2 flex max-w-[80ch] flex-col gap-2">
        <p>{howTo.text()}</p>
        {howTo.command !== undefined && <Code label={m.readiness_howto()}>{howTo.command}</Code>}
      </div>
    </details>
  )
}
