import SilenceIcon from 'lucide-react/icons/bell-off'

import { paths } from '~/app/paths'
import { ActionLink } from '~/components/ui/ActionLink'
import { Badge, type Tone } from '~/components/ui/Badge'
import { Code } from '~/components/ui/Code'
import { Name } from '~/components/ui/Name'
import { Time } from '~/components/ui/Time'
import type { Alert } from '~/domain/alert'
import { type AlertingRule, sinceOf } from '~/domain/alert-rule'
import { misfires } from '~/domain/runbook/day-6'
import { type Silence, silencing } from '~/domain/silence'
import { formatDuration } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { RuleValue } from './RuleValue'

interface Props {
  tenant: string
  rule: AlertingRule
  silences: readonly Silence[]
  /** The reader sees the series of one tenant only. */
  isConfined: boolean
  silenceDisabledBecause: string | undefined
}

const states: Record<AlertingRule['state'], { tone: Tone; label: () => string }> = {
  firing: { tone: 'bad', label: m.alerts_state_firing },
  pending: { tone: 'warn', label: m.alerts_state_pending },
  inactive: { tone: 'ok', label: m.alerts_state_inactive },
  unknown: { tone: 'neutral', label: m.alerts_state_unknown },
}

/** A rule: its state and since when, what it sees now against its threshold, and whether it is evaluated at all. */
export function RuleRow({ tenant, rule, silences, isConfined, silenceDisabledBecause }: Props) {
  const since = sinceOf(rule)
  return (
    <li className="flex min-w-0 flex-col gap-2 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StateBadge rule={rule} />
        <h3 className="min-w-0 text-base font-medium [overflow-wrap:anywhere]">
          <Name value={rule.name} />
        </h3>
        {since !== undefined && (
          <span className="text-sm text-muted">
            {m.alerts_since()} <Time at={since} />
          </span>
        )}
        <span className="ml-auto">
          <ActionLink
            to={paths.newSilence({ tenant, labels: labelsToSilence(rule) })}
            size="sm"
            variant="ghost"
            icon={SilenceIcon}
            disabledBecause={silenceDisabledBecause}
            aria-label={m.alerts_silence_of({ name: rule.name })}
          >
            {m.alerts_silence()}
          </ActionLink>
        </span>
      </div>
      <RuleValue tenant={tenant} rule={rule} isConfined={isConfined} />
      <RuleFaults rule={rule} />
      <ActiveAlerts alerts={rule.alerts} silences={silences} />
      <Evaluation rule={rule} />
    </li>
  )
}

/** A rule that is not evaluated is never green: nobody looked. */
function StateBadge({ rule }: { rule: AlertingRule }) {
  const isAtWork = rule.health === 'ok' && rule.lastEvaluation !== undefined
  const { tone, label } = states[isAtWork || rule.state !== 'inactive' ? rule.state : 'unknown']
  return <Badge tone={tone}>{label()}</Badge>
}

function RuleFaults({ rule }: { rule: AlertingRule }) {
  return (
    <>
      {rule.health === 'err' && (
        <p className="text-bad [overflow-wrap:anywhere]">
          {m.alerts_rule_error({ error: rule.lastError || m.alerts_rule_error_hidden() })}
        </p>
      )}
      {misfires(rule) && (
        <p className="text-warn">
          {m.alerts_rule_misfires()}{' '}
          <a href="#misfires" className="underline underline-offset-2">
            {m.alerts_rule_misfires_why()}
          </a>
        </p>
      )}
    </>
  )
}

function ActiveAlerts({
  alerts,
  silences,
}: {
  alerts: readonly Alert[]
  silences: readonly Silence[]
}) {
  if (alerts.length === 0) return null
  return (
    <ul className="flex flex-col gap-1">
      {alerts.map((alert) => {
        const silence = silencing(silences, alert.labels)
        return (
          <li key={alert.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
            <Badge tone={states[alert.state].tone}>{states[alert.state].label()}</Badge>
            {alert.activeAt !== undefined && <Time at={alert.activeAt} />}
            <code className="min-w-0 text-muted [overflow-wrap:anywhere]">
              <Name value={labelText(alert)} />
            </code>
            {silence && (
              <Badge tone="info" icon={SilenceIcon} title={silence.comment}>
                {m.alerts_silenced({ name: silence.created_by })}
              </Badge>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Evaluation({ rule }: { rule: AlertingRule }) {
  return (
    <details className="text-sm text-muted">
      <summary>
        {rule.lastEvaluation === undefined ? (
          m.alerts_never_evaluated()
        ) : (
          <>
            {m.alerts_evaluated()} <Time at={rule.lastEvaluation} />
          </>
        )}
        {' · '}
        {rule.forSeconds > 0
          ? m.alerts_for({ time: formatDuration(rule.forSeconds * 1000) })
          : m.alerts_for_none()}
        {' · '}
        {m.alerts_expression()}
      </summary>
      <div className="pt-2">
        <Code label={m.alerts_expression_of({ name: rule.name })}>{rule.query}</Code>
      </div>
    </details>
  )
}

const labelText = ({ labels }: Alert): string =>
  [...labels]
    .filter(([name]) => name !== 'alertname')
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(' ')

/** What tells its alerts from others: the rule's name, and what its first alert says of job and tenant. */
function labelsToSilence(rule: AlertingRule): Record<string, string> {
  const first = rule.alerts[0]?.labels
  return {
    alertname: rule.name,
    job: first?.get('job') ?? jobIn(rule.query),
    tenant: first?.get('tenant') ?? '',
  }
}

/** The job that an expression is about, where it names one. */
const jobIn = (query: string): string => /\bjob="([\w.:/-]+)"/.exec(query)?.[1] ?? ''
