import { Badge, type Tone } from '~/components/ui/Badge'
import { useNow } from '~/components/ui/use-now'
import { keyCallsIn } from '~/domain/key-calls'
import { type KeyFinding, keyFindings, SOON_DAYS, UNUSED_DAYS } from '~/domain/key-health'
import type { Subscription } from '~/domain/subscription'
import { formatDay, formatInstant, formatNumber, formatRelative, formatShare } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import type { ConsumerKeyUse } from './use-key-use'

interface Props {
  subscription: Subscription
  use: ConsumerKeyUse
}

/** What about a key deserves a look, each with the reason in its title; nothing where all is well. */
export function KeyHealth({ subscription, use }: Props) {
  const now = useNow()
  const { api_key_prefix: present, old_key_prefix: old } = subscription
  const counted = (key: string | null) =>
    key === null || !use.calls
      ? undefined
      : keyCallsIn(use.calls, [key], m.subscriptions_doubt_gathered())
  const measured = { present: counted(present), old: counted(old) }
  const findings = keyFindings(subscription, measured, now)
  if (findings.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-1">
      {findings.map((finding) => {
        const { tone, text, title } = wordsOf(finding, now)
        return (
          <li key={finding.kind}>
            <Badge tone={tone} title={title}>
              {text}
            </Badge>
            <span className="sr-only">{title}</span>
          </li>
        )
      })}
    </ul>
  )
}

function wordsOf(finding: KeyFinding, now: number): { tone: Tone; text: string; title: string } {
  switch (finding.kind) {
    case 'no-key':
      return {
        tone: 'warn',
        text: m.subscriptions_health_no_key(),
        title: m.subscriptions_health_no_key_why(),
      }
    case 'expires-soon':
      return {
        tone: 'warn',
        text: m.subscriptions_health_expires({ when: formatRelative(Date.parse(finding.at), now) }),
        title: m.subscriptions_health_expires_why({
          at: formatInstant(Date.parse(finding.at)),
          days: formatNumber(SOON_DAYS),
        }),
      }
    case 'old-key-used':
      return {
        tone: 'warn',
        text: m.subscriptions_health_old_used(),
        title: m.subscriptions_health_old_used_why({
          calls: formatNumber(finding.calls),
          until: formatInstant(Date.parse(finding.until)),
        }),
      }
    case 'old-key-quiet':
      return {
        tone: 'info',
        text: m.subscriptions_health_old_quiet(),
        title: m.subscriptions_health_old_quiet_why(),
      }
    case 'limited-often':
      return {
        tone: 'warn',
        text: m.subscriptions_health_limited(),
        title: m.subscriptions_health_limited_why({ share: formatShare(finding.share) }),
      }
    case 'unused':
      return {
        tone: 'neutral',
        text: m.subscriptions_health_unused({ days: formatNumber(UNUSED_DAYS) }),
        title: m.subscriptions_health_unused_why({ day: formatDay(Date.parse(finding.since)) }),
      }
    default:
      return finding satisfies never
  }
}
