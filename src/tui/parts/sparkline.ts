/** Numbers as a row of little bars. */

const bars = '▁▂▃▄▅▆▇█'

/** The last `columns` values, the highest of them a full bar; nothing is a blank. */
export function sparkline(values: readonly number[], columns: number): string {
  const shown = values.slice(-columns)
  const top = Math.max(...shown, 0)
  const bar = (value: number) =>
    value <= 0 || top === 0 ? ' ' : bars[Math.min(bars.length - 1, Math.floor((value / top) * bars.length))]!
  return shown.map(bar).join('').padStart(columns)
}
