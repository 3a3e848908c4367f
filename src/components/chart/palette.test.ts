import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

type Rgb = [number, number, number]

const css = readFileSync('src/styles/app.css', 'utf8')

/** A colour of the theme in linear light, 0 to 1. */
function themed(name: string, theme: 'light' | 'dark'): Rgb {
  const found = new RegExp(`--color-${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css)
  const hex = found?.[theme === 'light' ? 1 : 2] ?? ''
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

const times = (matrix: readonly Rgb[], [r, g, b]: Rgb): Rgb => {
  const [x, y, z] = matrix.map(([a, c, d]) => Math.min(1, Math.max(0, a * r + c * g + d * b)))
  return [x ?? 0, y ?? 0, z ?? 0]
}

/** Machado, Oliveira and Fernandes 2009, full severity: how each kind of eye sees. */
const EYES: Record<string, readonly Rgb[]> = {
  'all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  'no red cones': [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  'no green cones': [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  'no blue cones': [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** OKLab, where a distance of 0.02 is just seen. */
function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

const distance = (one: Rgb, other: Rgb) =>
  Math.hypot(...oklab(one).map((value, at) => value - (oklab(other)[at] ?? 0)))
const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b
const contrast = (one: Rgb, other: Rgb) => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

/** Series that stand in one chart: the bands of the statuses that there nearly always are, and the quantiles. */
const TOGETHER = [
  ['series-2', 'series-3', 'series-4', 'series-5'],
  ['series-2', 'series-1', 'series-4'],
]

describe.each(['light', 'dark'] as const)('the colours of charts in the %s theme', (theme) => {
  it.each(Object.entries(EYES))('are told apart by eyes with %s', (_, eye) => {
    const near = TOGETHER.flatMap((names) =>
      names.flatMap((one, at) =>
        names.slice(at + 1).flatMap((other) => {
          const seen = distance(times(eye, themed(one, theme)), times(eye, themed(other, theme)))
          return seen < 0.06 ? [`${one} ${other} ${seen.toFixed(3)}`] : []
        }),
      ),
    )
    expect(near).toEqual([])
  })

  it('stand out from the surface they are drawn on', () => {
    for (let at = 1; at <= 8; at++)
      expect(contrast(themed(`series-${at}`, theme), themed('surface', theme))).toBeGreaterThan(3)
  })
})
