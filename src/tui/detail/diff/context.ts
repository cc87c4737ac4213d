/** Which fields of a diff are shown: the changed ones, and so many beside them that stayed. What is left out is counted. */
import { interestOf, type Track } from './tracks.ts'

export type Detail = {
  /** Unchanged fields shown before and after a changed one. */
  readonly context: number
  /** Only what recipients may care about: no context, nothing that is only re-cased or moved. */
  readonly only: boolean
}

export type Shown = { readonly track: Track } | { readonly left: number }

export function shownTracks(tracks: readonly Track[], { context, only }: Detail): Shown[] {
  const reach = only ? 0 : context
  const keep = tracks.map(() => false)
  for (const [i, track] of tracks.entries()) {
    const interest = interestOf(track)
    if (interest === 'none' || (only && interest === 'minor')) continue
    for (let at = Math.max(0, i - reach); at <= Math.min(tracks.length - 1, i + reach); at++) keep[at] = true
  }
  const shown: Shown[] = []
  let left = 0
  for (const [i, track] of tracks.entries()) {
    if (!keep[i]) {
      left++
      continue
    }
    // Nothing is left out above the first: the summary counts them all.
    if (left > 0 && shown.length > 0 && reach > 0) shown.push({ left })
    left = 0
    shown.push({ track })
  }
  return shown
}

/** How much more or less context the keys give, and where it begins. */
export const contextSteps = [0, 1, 3, 8, 1000] as const

/** `14 headers unchanged · 2 re-cased · order kept`. */
export function summaryOf(tracks: readonly Track[]): string {
  const kinds = tracks.map((track) => track.filter((cell) => cell !== undefined).map((cell) => cell.kind))
  const recased = kinds.filter((track) => track.includes('recased')).length
  const moved = kinds.filter((track) => track.includes('moved')).length
  const same = tracks.filter((track) => interestOf(track) === 'none').length
  return [
    `${same} ${same === 1 ? 'header' : 'headers'} unchanged`,
    ...(recased === 0 ? [] : [`${recased} re-cased`]),
    moved === 0 ? 'order kept' : `${moved} moved`,
  ].join(' · ')
}
