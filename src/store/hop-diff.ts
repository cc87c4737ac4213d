/**
 * A hop for people: what happened to each field by name, not by position, with the cause. Patches know exactly which field
 * they touched, so nothing is guessed; only a removal and an addition of one name are read together as one change.
 */
import type { Cause, Patch } from '../model/hop.ts'
import type { Fields, Head } from '../model/message.ts'
import { applyPatches, startLineNames, startLinePart } from '../kit/patch.ts'
import { sameName } from '../kit/fields.ts'

export type Change = {
  /** Start-line parts have their pseudo name (`:method`, …). */
  name: string
  /** `recased` and `moved` are minor: no recipient may care (RFC 9110 §5.1, §5.3). */
  kind: 'same' | 'added' | 'removed' | 'changed' | 'renamed' | 'recased' | 'moved'
  before?: string
  after?: string
  /** The name before, when it was another. */
  oldName?: string
  /** In the order they acted; empty for `same`. */
  causes: readonly Cause[]
}

/** A field on its way through the patches. */
type Cell = {
  name: string
  value: string
  origin?: { name: string; value: string; at: number }
  moved: boolean
  causes: Cause[]
}

/** Every start-line change, then every field: in the order of the head after, removed ones where they stood. */
export function explainHop(before: Head, patches: readonly Patch[]): Change[] {
  return [...startLineChanges(before, patches), ...fieldChanges(before.fields, patches)]
}

/** The changes alone, without the fields that stayed. */
export function changesOf(before: Head, patches: readonly Patch[]): Change[] {
  return patches.length === 0 ? [] : explainHop(before, patches).filter((change) => change.kind !== 'same')
}

function startLineChanges(before: Head, patches: readonly Patch[]): Change[] {
  const touching = patches.filter((patch) => patch.index < 0)
  const after = applyPatches(before, touching)
  const changes: Change[] = []
  for (const name of startLineNames) {
    const old = startLinePart(before, name)
    const now = startLinePart(after, name)
    if (old === now) continue
    const change: Change = {
      name,
      kind: old === undefined ? 'added' : now === undefined ? 'removed' : 'changed',
      causes: touching.filter((patch) => patch.name === name).map((patch) => patch.cause),
    }
    if (old !== undefined) change.before = old
    if (now !== undefined) change.after = now
    changes.push(change)
  }
  return changes
}

function fieldChanges(fields: Fields, patches: readonly Patch[]): Change[] {
  const cells: Cell[] = []
  for (let i = 0; i < fields.length; i += 2) {
    const origin = { name: fields[i]!, value: fields[i + 1]!, at: i / 2 }
    cells.push({ name: origin.name, value: origin.value, origin, moved: false, causes: [] })
  }
  const removed: Cell[] = []
  for (const patch of patches) if (patch.index >= 0) applyToCells(cells, removed, patch)
  for (const cell of cells) if (cell.origin === undefined) adopt(cell, removed)
  const rows = cells.map((cell) => ({ at: cell.origin?.at ?? -1, change: changeOf(cell) }))
  for (const cell of removed) {
    if (cell.origin === undefined) continue
    const { name, value, at } = cell.origin
    const behind = rows.findLastIndex((row) => row.at >= 0 && row.at < at)
    rows.splice(behind + 1, 0, { at, change: { name, kind: 'removed', before: value, causes: cell.causes } })
  }
  return rows.map((row) => row.change)
}

/** The same steps as `applyPatches`, on cells that remember. */
function applyToCells(cells: Cell[], removed: Cell[], patch: Patch): void {
  if (patch.op === 'add') {
    const cell: Cell = { name: patch.name, value: patch.value ?? '', moved: false, causes: [patch.cause] }
    if (patch.index <= cells.length) cells.splice(patch.index, 0, cell)
    return
  }
  const cell = cells[patch.index]
  if (cell === undefined) return
  const to = Number(patch.value)
  if (patch.op === 'move' && !(to >= 0 && to < cells.length)) return
  cell.causes.push(patch.cause)
  if (patch.op === 'set') cell.value = patch.value ?? ''
  else if (patch.op === 'rename') cell.name = patch.name
  else if (patch.op === 'remove') removed.push(...cells.splice(patch.index, 1))
  else {
    cell.moved = true
    cells.splice(to, 0, ...cells.splice(patch.index, 1))
  }
}

/** A field added under a name that was removed is that field changed. */
function adopt(cell: Cell, removed: Cell[]): void {
  const index = removed.findIndex((other) => other.origin !== undefined && sameName(other.origin.name, cell.name))
  const [other] = index < 0 ? [] : removed.splice(index, 1)
  if (other?.origin === undefined) return
  cell.origin = other.origin
  cell.moved = true
  cell.causes = [...new Set([...other.causes, ...cell.causes])]
}

function changeOf(cell: Cell): Change {
  const { name, value, origin, causes } = cell
  if (origin === undefined) return { name, kind: 'added', after: value, causes }
  const change: Change = { name, kind: kindOf(cell, origin), before: origin.value, after: value, causes }
  if (origin.name !== name) change.oldName = origin.name
  if (change.kind === 'same') change.causes = []
  return change
}

function kindOf(cell: Cell, origin: NonNullable<Cell['origin']>): Change['kind'] {
  if (!sameName(origin.name, cell.name)) return 'renamed'
  if (origin.value !== cell.value) return 'changed'
  if (origin.name !== cell.name) return 'recased'
  return cell.moved ? 'moved' : 'same'
}
