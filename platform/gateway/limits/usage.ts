/** How much each subscription was used, by key: for the quotas, and for the control plane to show when a key was last used. */
import { calendarAt } from './calendar.ts'

/** One key of one subscription, as `GET /usage` and the file have it. */
export interface UsageItem {
  subscription_id: string
  key_prefix: string
  /** RFC 3339. */
  last_used_at: string
  day: string
  day_count: number
  month: string
  month_count: number
}

interface Entry {
  subscriptionId: string
  prefix: string
  lastUsedAt: number
  day: string
  dayCount: number
  month: string
  monthCount: number
  seq: number
}

/** At most so many items in one answer; the reader goes on from its `seq`. */
const MOST_ITEMS = 10_000

export class Usage {
  /** A subscription has one entry, or two while an old key is in its grace period. */
  private readonly entries = new Map<string, Entry[]>()
  private readonly changed = new Set<Entry>()
  private seq: number

  /**
   * @param now milliseconds; sequence numbers start from it, so that they never go back over a restart (they grow by less than
   *   1,000 a millisecond) and a reader's `after` stays meaningful
   */
  constructor(now: number) {
    this.seq = now * 1000
  }

  /** Takes what an earlier run stored; the last word on a key counts. */
  restore(item: UsageItem): void {
    const entry = this.entryOf(item.subscription_id, item.key_prefix)
    entry.lastUsedAt = Date.parse(item.last_used_at)
    entry.day = item.day
    entry.dayCount = item.day_count
    entry.month = item.month
    entry.monthCount = item.month_count
    entry.seq = this.seq += 1
  }

  /** Requests of a subscription in the UTC day and month of `now`, over all of its keys. */
  used(subscriptionId: string, now: number): { today: number; thisMonth: number } {
    const { day, month } = calendarAt(now)
    let today = 0
    let thisMonth = 0
    for (const entry of this.entries.get(subscriptionId) ?? []) {
      if (entry.day === day) today += entry.dayCount
      if (entry.month === month) thisMonth += entry.monthCount
    }
    return { today, thisMonth }
  }

  /** Counts one admitted request. */
  count(subscriptionId: string, prefix: string, now: number): void {
    const entry = this.entryOf(subscriptionId, prefix)
    const { day, month } = calendarAt(now)
    entry.dayCount = entry.day === day ? entry.dayCount + 1 : 1
    entry.monthCount = entry.month === month ? entry.monthCount + 1 : 1
    entry.day = day
    entry.month = month
    entry.lastUsedAt = now
    entry.seq = this.seq += 1
    this.changed.add(entry)
  }

  /**
   * What changed since a sequence number, oldest change first, with the number to ask from next.
   * A number from nowhere (above the present one) gets everything.
   */
  since(after: number): { seq: number; items: UsageItem[] } {
    const from = after > this.seq ? 0 : after
    const found = [...this.entries.values()]
      .flat()
      .filter((entry) => entry.seq > from)
      .toSorted((a, b) => a.seq - b.seq)
      .slice(0, MOST_ITEMS)
    return { seq: found.at(-1)?.seq ?? from, items: found.map(itemOf) }
  }

  /** What changed since the last call of this function: for the file. */
  takeChanged(): UsageItem[] {
    const items = [...this.changed].map(itemOf)
    this.changed.clear()
    return items
  }

  all(): UsageItem[] {
    return [...this.entries.values()].flat().map(itemOf)
  }

  private entryOf(subscriptionId: string, prefix: string): Entry {
    const held = this.entries.get(subscriptionId)
    const known = held?.find((entry) => entry.prefix === prefix)
    if (known) return known
    const counts = { day: '', dayCount: 0, month: '', monthCount: 0 }
    const entry: Entry = { subscriptionId, prefix, lastUsedAt: 0, ...counts, seq: 0 }
    if (held) held.push(entry)
    else this.entries.set(subscriptionId, [entry])
    return entry
  }
}

function itemOf(entry: Entry): UsageItem {
  return {
    subscription_id: entry.subscriptionId,
    key_prefix: entry.prefix,
    last_used_at: new Date(entry.lastUsedAt).toISOString(),
    day: entry.day,
    day_count: entry.dayCount,
    month: entry.month,
    month_count: entry.monthCount,
  }
}
