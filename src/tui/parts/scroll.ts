/** Where a window stands over a list that is longer than it. */

/** The first visible index, so that `index` is visible and as little moves as possible. */
export function scrollTo(index: number, top: number, height: number, count: number): number {
  const last = Math.max(0, count - height)
  const wanted = index < top ? index : index >= top + height ? index - height + 1 : top
  return Math.max(0, Math.min(wanted, last))
}

export function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(index, count - 1))
}
