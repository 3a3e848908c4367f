/** What a chart draws. A value is undefined where nothing was sampled, and may be NaN or infinite: both are drawn as gaps. */

export interface ChartSeries {
  id: string
  label: string
  values: readonly (number | undefined)[]
  /** A CSS colour, from the theme's series. */
  colour: string
  /** An SVG dash pattern, so that lines are told apart without colour. */
  dash?: string
}

/** How the values of a chart are written; one unit for all of its series. */
export interface ChartUnit {
  /** In full, with the unit: tooltip, table, legend. */
  exact: (value: number) => string
  /** Short, for the axis. */
  short: (value: number) => string
}

/** The value of a series in words: "no sample" is not 0, and what is no number says so. */
export function valueText(
  value: number | undefined,
  unit: ChartUnit,
  words: { noSample: string },
): string {
  if (value === undefined) return words.noSample
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  return unit.exact(value)
}

/** The newest value that is a number. */
export function newestValue(series: ChartSeries): number | undefined {
  return series.values.findLast((value) => value !== undefined && Number.isFinite(value))
}
