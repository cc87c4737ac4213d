/** Fields followed over all legs: what each was on every leg, what happened to it on the way, and why. */
import { type Change, explainHop } from '../../../store/index.ts'
import { startLineNames, startLinePart } from '../../../kit/patch.ts'
import type { Cause, Patch } from '../../../model/hop.ts'
import type { Head } from '../../../model/message.ts'

/** A field on a leg, and what happened to it just before. */
export type Cell = {
  readonly kind: Change['kind']
  readonly name: string
  readonly value: string
  /** What stood there before, where that was something else. */
  readonly before?: string
  readonly oldName?: string
  readonly causes: readonly Cause[]
}

/** One cell for each leg; undefined where the field is not there, or no longer. */
export type Track = readonly (Cell | undefined)[]

/** Start-line parts that changed, then fields in their order; those that are gone stay where they stood. */
export function tracksOf(heads: readonly Head[], hops: readonly (readonly Patch[])[]): Track[] {
  const first = heads[0]!
  const changes = hops.map((patches, i) => explainHop(heads[i]!, patches))
  let tracks: Open[] = []
  for (let i = 0; i < first.fields.length; i += 2)
    tracks.push([{ kind: 'same', name: first.fields[i]!, value: first.fields[i + 1]!, causes: [] }])
  for (const [i, hop] of changes.entries())
    tracks = follow(
      tracks,
      hop.filter((change) => !isStartLine(change)),
      i + 1,
    )
  return [...startLineTracks(heads, changes), ...tracks]
}

type Open = (Cell | undefined)[]

function isStartLine({ name }: Change): boolean {
  return name.startsWith(':')
}

/** The tracks one leg on: in the order that the hop left the fields in. */
function follow(tracks: readonly Open[], changes: readonly Change[], leg: number): Open[] {
  const waiting = new Map<string, Open[]>()
  for (const track of tracks) {
    const last = track[leg - 1]
    if (last === undefined || last.kind === 'removed') continue
    const key = keyOf(last.name, last.value)
    waiting.set(key, [...(waiting.get(key) ?? []), track])
  }
  const next = changes.map((change): Open => {
    const before =
      change.kind === 'added'
        ? undefined
        : waiting.get(keyOf(change.oldName ?? change.name, change.before ?? ''))?.shift()
    const track = before ?? new Array<undefined>(leg).fill(undefined)
    track[leg] = cellOf(change)
    return track
  })
  for (const [i, track] of tracks.entries()) {
    if (next.includes(track)) continue
    next.splice(i === 0 ? 0 : next.indexOf(tracks[i - 1]!) + 1, 0, track)
  }
  return next
}

function keyOf(name: string, value: string): string {
  return `${name}\n${value}`
}

function cellOf({ kind, name, before, after, oldName, causes }: Change): Cell {
  return {
    kind,
    name,
    value: (kind === 'removed' ? before : after) ?? '',
    ...(before !== undefined && before !== after && kind !== 'removed' && { before }),
    ...(oldName !== undefined && { oldName }),
    causes,
  }
}

function startLineTracks(heads: readonly Head[], hops: readonly (readonly Change[])[]): Open[] {
  return startLineNames.flatMap((part) => {
    const changes = hops.map((hop) => hop.find(({ name }) => name === part))
    if (changes.every((change) => change === undefined)) return []
    const name = part.slice(1)
    const track = heads.map((head, leg): Cell | undefined => {
      const change = leg === 0 ? undefined : changes[leg - 1]
      if (change !== undefined) return { ...cellOf(change), name }
      const value = startLinePart(head, part)
      return value === undefined ? undefined : { kind: 'same', name, value, causes: [] }
    })
    return [track]
  })
}

/** Recased and moved fields mean the same to every recipient (RFC 9110 §5.1, §5.3). */
export function isMinor({ kind }: Cell): boolean {
  return kind === 'recased' || kind === 'moved'
}

export type Interest = 'change' | 'minor' | 'none'

export function interestOf(track: Track): Interest {
  const cells = track.filter((cell) => cell !== undefined && cell.kind !== 'same')
  return cells.length === 0 ? 'none' : cells.every((cell) => isMinor(cell!)) ? 'minor' : 'change'
}
