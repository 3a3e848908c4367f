interface Props {
  /** In the order of time; undefined where nothing was measured. */
  values: readonly (number | undefined)[]
  /** What is drawn, and its highest value: a picture has no numbers to read out. */
  label: string
}

const WIDTH = 96
const HEIGHT = 20

/** The course of one number as a line without axes, beside the number itself. A gap is drawn as a gap. */
export function SparkLine({ values, label }: Props) {
  const highest = Math.max(...values.map((value) => value ?? 0), 0)
  const step = WIDTH / Math.max(values.length - 1, 1)
  const level = (value: number) =>
    highest === 0 ? HEIGHT - 1 : HEIGHT - 1 - (value / highest) * (HEIGHT - 2)
  const path = values
    .map((value, index) => {
      if (value === undefined) return ''
      const isStart = index === 0 || values[index - 1] === undefined
      const place = `${(index * step).toFixed(1)} ${level(value).toFixed(1)}`
      // A line of no length is a dot: a value without neighbours stays visible.
      return isStart ? `M${place}h0` : `L${place}`
    })
    .join('')
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      className="block max-w-full"
    >
      {/* The ground, so that a single value reads as one of a day and not as a speck. */}
      <path d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} className="stroke-line" />
      <path
        d={path}
        fill="none"
        strokeWidth="1.5"
        strokeLinecap="round"
        className="stroke-series-1"
      />
    </svg>
  )
}
