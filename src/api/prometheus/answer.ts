/**
 * Prometheus' answers, read from what a server really sent: we do not own it, and VictoriaMetrics, Thanos and Mimir answer in its
 * name. Whatever is not as documented is a `malformed` Failure that names the field; nothing else is ever thrown.
 */

import type { Alert } from '~/domain/alert'
import { Failure } from '~/domain/failure'
import type { Sample, Series } from '~/domain/series'
import { m } from '~/i18n/gen/messages'

import { refusal } from './refusal'

export type Fields = Record<string, unknown>

/** What every answer can carry beside its data. */
interface Notes {
  /** Things that may make the result incomplete, in the server's words. */
  warnings: readonly string[]
}

export interface Vector extends Notes {
  series: readonly Series[]
}

export interface Matrix extends Notes {
  series: readonly Series[]
}

export interface Target {
  job: string
  health: string
  /** Seconds; undefined where the server does not say (VictoriaMetrics). */
  scrapeInterval: number | undefined
}

/** The answer of an instant question. A scalar is a series without labels. */
export function readVector(answer: unknown): Vector {
  const { data, notes } = dataOf(answer)
  const type = text(data['resultType'], 'data.resultType')
  if (type === 'scalar')
    return {
      ...notes,
      series: [{ labels: new Map(), samples: [sample(data['result'], 'data.result')] }],
    }
  if (type !== 'vector') throw malformed('data.resultType')
  const series = list(data['result'], 'data.result').map((one, index) => {
    const at = `data.result[${index}]`
    const fields = object(one, at)
    return {
      labels: labels(fields['metric'], `${at}.metric`),
      samples: [sample(fields['value'], `${at}.value`)],
    }
  })
  return { ...notes, series }
}

/** The answer of a range question. */
export function readMatrix(answer: unknown): Matrix {
  const { data, notes } = dataOf(answer)
  if (text(data['resultType'], 'data.resultType') !== 'matrix') throw malformed('data.resultType')
  const series = list(data['result'], 'data.result').map((one, index) => {
    const at = `data.result[${index}]`
    const fields = object(one, at)
    const samples = list(fields['values'], `${at}.values`).map((value, place) =>
      sample(value, `${at}.values[${place}]`),
    )
    return { labels: labels(fields['metric'], `${at}.metric`), samples }
  })
  return { ...notes, series }
}

/** Alerts that are pending or firing. */
export function readAlerts(answer: unknown): readonly Alert[] {
  return readAlertList(dataOf(answer).data['alerts'], 'data.alerts')
}

/** A list of alerts within an answer. @param path where it stands, for what is wrong with it */
export function readAlertList(alerts: unknown, path: string): readonly Alert[] {
  return list(alerts, path).map((one, index) => {
    const at = `${path}[${index}]`
    const fields = object(one, at)
    const named = labels(fields['labels'], `${at}.labels`)
    const annotations = labels(fields['annotations'] ?? {}, `${at}.annotations`)
    return {
      id: JSON.stringify([...named]),
      name: named.get('alertname') ?? '',
      state: alertState(fields['state'], `${at}.state`),
      labels: named,
      summary: annotations.get('summary') ?? annotations.get('description'),
      activeAt: optionalText(fields['activeAt'], `${at}.activeAt`),
    }
  })
}

/** The values of a label, or the names of metrics. */
export function readNames(answer: unknown): readonly string[] {
  return list(bodyOf(answer)['data'], 'data').map((one, index) => text(one, `data[${index}]`))
}

/** Scrape targets that are active. */
export function readTargets(answer: unknown): readonly Target[] {
  const { data } = dataOf(answer)
  return list(data['activeTargets'], 'data.activeTargets').map((one, index) => {
    const at = `data.activeTargets[${index}]`
    const fields = object(one, at)
    const interval = optionalText(fields['scrapeInterval'], `${at}.scrapeInterval`)
    return {
      job: labels(fields['labels'], `${at}.labels`).get('job') ?? '',
      health: text(fields['health'], `${at}.health`),
      scrapeInterval: interval === undefined ? undefined : durationSeconds(interval),
    }
  })
}

function bodyOf(answer: unknown): Fields {
  const fields = object(answer, 'body')
  if (fields['status'] === 'error') throw refusal(fields)
  if (fields['status'] !== 'success') throw malformed('status')
  return fields
}

export function dataOf(answer: unknown): { data: Fields; notes: Notes } {
  const fields = bodyOf(answer)
  const warnings = list(fields['warnings'] ?? [], 'warnings').map((one, index) =>
    text(one, `warnings[${index}]`),
  )
  // VictoriaMetrics' cluster and Cortex' kin say so beside the data when a store did not answer, without a warning.
  const partly = fields['isPartial'] === true ? [m.charts_partial()] : []
  return { data: object(fields['data'], 'data'), notes: { warnings: [...warnings, ...partly] } }
}

/** `[seconds, "value"]`, where the value may be `NaN`, `+Inf` or `-Inf`. */
function sample(pair: unknown, at: string): Sample {
  const [time, value, ...rest] = list(pair, at)
  if (typeof time !== 'number' || !Number.isFinite(time)) throw malformed(`${at}[0]`)
  if (rest.length > 0) throw malformed(at)
  return { at: time, value: number(value, `${at}[1]`) }
}

const SPECIAL: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['Inf', Number.POSITIVE_INFINITY],
  ['+Inf', Number.POSITIVE_INFINITY],
  ['-Inf', Number.NEGATIVE_INFINITY],
])

function number(value: unknown, at: string): number {
  const written = text(value, at)
  const special = SPECIAL.get(written)
  if (special !== undefined) return special
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(written)) throw malformed(at)
  return Number(written)
}

function alertState(value: unknown, at: string): Alert['state'] {
  if (value === 'firing' || value === 'pending' || value === 'inactive') return value
  throw malformed(at)
}

export function labels(value: unknown, at: string): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(object(value, at)).map(([name, one]) => [name, text(one, `${at}.${name}`)]),
  )
}

export function object(value: unknown, at: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(at)
  // An object that is no array has fields; each is read as unknown.
  return value as Fields
}

export function list(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw malformed(at)
  return value
}

export function text(value: unknown, at: string): string {
  if (typeof value !== 'string') throw malformed(at)
  return value
}

export function optionalText(value: unknown, at: string): string | undefined {
  return value === undefined || value === null ? undefined : text(value, at)
}

const UNIT_S: ReadonlyMap<string, number> = new Map([
  ['ms', 0.001],
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
])

/** `1m30s` in seconds; undefined for what is no duration, because it only serves to choose a step. */
function durationSeconds(written: string): number | undefined {
  if (!/^(\d+(ms|[smhd]))+$/.test(written)) return undefined
  const parts = [...written.matchAll(/(\d+)(ms|[smhd])/g)]
  return parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNIT_S.get(unit ?? '') ?? 0),
    0,
  )
}

function malformed(field: string): Failure {
  return new Failure({
    kind: 'malformed',
    message: m.errors_wrong_field({ field: field.slice(0, 120) }),
  })
}
