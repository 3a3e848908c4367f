/** Names, series and meaning of metrics. Read as answer.ts reads the rest. */

import { labels, list, object, text } from './answer'
import { refusal } from './refusal'

/** The series that fit a selector, as their labels. */
export function readSeries(answer: unknown): Map<string, string>[] {
  return list(membersOf(answer), 'data').map((one, index) => new Map(labels(one, `data[${index}]`)))
}

/** Type and help of each metric; a server may know several of both. */
export function readMetadata(answer: unknown): Record<string, { type: string; help: string }[]> {
  const metrics = Object.entries(object(membersOf(answer), 'data')).map(([name, entries]) => {
    const known = list(entries, `data.${name}`).map((entry, index) => {
      const at = `data.${name}[${index}]`
      const fields = object(entry, at)
      return { type: text(fields['type'], `${at}.type`), help: text(fields['help'], `${at}.help`) }
    })
    return [name, known] as const
  })
  return Object.fromEntries(metrics)
}

function membersOf(answer: unknown): unknown {
  const fields = object(answer, 'body')
  if (fields['status'] === 'error') throw refusal(fields)
  return fields['data']
}
