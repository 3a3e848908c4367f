/** Silences of Alertmanager: which alerts one mutes, and what a new one says. */

import type { NewSilence, Silence } from '#contract/contract.gen'

import * as z from 'zod/mini'

export type { NewSilence, Silence }
export type Matcher = Silence['matchers'][number]

/** Does it fit an alert with these labels? A label that is not there is the empty text, as Alertmanager has it. */
function fits(
  { name, value, is_regex, is_equal }: Matcher,
  labels: ReadonlyMap<string, string>,
): boolean {
  const own = labels.get(name) ?? ''
  if (!is_regex) return (own === value) === is_equal
  try {
    // Alertmanager's patterns are Go's; one that is none here mutes nothing that we could tell.
    return new RegExp(`^(?:${value})$`, 'su').test(own) === is_equal
  } catch {
    return false
  }
}

/** Do all of these matchers fit an alert with these labels? Of none nothing fits. */
export const matches = (
  matchers: readonly Matcher[],
  labels: ReadonlyMap<string, string>,
): boolean => matchers.length > 0 && matchers.every((matcher) => fits(matcher, labels))

/** The silence in force that mutes an alert with these labels. */
export const silencing = (
  silences: readonly Silence[],
  labels: ReadonlyMap<string, string>,
): Silence | undefined =>
  silences.find(({ state, matchers }) => state === 'active' && matches(matchers, labels))

/** As Prometheus writes it: `alertname="StoaGatewayDown"`. */
export function matcherText({ name, value, is_regex, is_equal }: Matcher): string {
  const sign = is_regex ? '~' : ''
  return `${name}${is_equal ? `=${sign}` : `!${sign === '' ? '=' : sign}`}${JSON.stringify(value)}`
}

/** Minutes; what a silence can last at the choice of a person. */
export const DURATIONS = [15, 30, 60, 120, 240, 480, 1440, 10_080] as const

export interface SilenceFaults {
  labels: () => string
  comment: () => string
}

const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/

// Mirrors NewSilence of contract/openapi.yaml.
export const silenceForm = (faults: SilenceFaults) =>
  z.object({
    labels: z.record(z.string(), z.unknown()).check(
      z.refine(
        (labels) => {
          const entries = Object.entries(labels)
          const isLabel = ([name, value]: [string, unknown]) =>
            LABEL.test(name) && typeof value === 'string' && value !== '' && value.length <= 500
          return entries.length > 0 && entries.length <= 10 && entries.every(isLabel)
        },
        { error: faults.labels },
      ),
    ),
    duration: z.string(),
    comment: z.string().check(
      z.refine((text) => text.trim().length >= 3 && text.length <= 500, {
        error: faults.comment,
      }),
    ),
  })

export type SilenceForm = z.infer<ReturnType<typeof silenceForm>>

/** Labels that an alert must have, as matchers. */
export const matchersOf = (labels: Record<string, unknown>): Matcher[] =>
  Object.entries(labels).flatMap(([name, value]) =>
    typeof value === 'string' ? [{ name, value, is_regex: false, is_equal: true }] : [],
  )

/** What creating sends. */
export const newSilence = (tenant: string, form: SilenceForm): NewSilence => ({
  tenant_id: tenant,
  matchers: matchersOf(form.labels),
  duration_minutes: Number(form.duration),
  comment: form.comment.trim(),
})
