/**
 * The patches that lead from one head to another: for whoever gets a whole new head (a script, an edit) and must say what
 * changed. Short for usual edits: fields pair by name, equal fields at another place are moves.
 */
import type { Cause, Patch } from '../model/hop.ts'
import type { Fields, Head } from '../model/message.ts'
import { sameName } from './fields.ts'
import { startLineNames, startLinePart } from './patch.ts'

/** Above this many pairs to compare (500 × 500 fields) the lists are replaced instead of compared. */
const largestTable = 250_000

/** Patches such that `applyPatches(before, patches)` has the start line and the fields of `after`, in order, case and number. */
export function diffHeads<H extends Head>(before: H, after: H, cause: Cause): Patch[] {
  return [...diffStartLine(before, after, cause), ...diffFields(before.fields, after.fields, cause)]
}

function diffStartLine(before: Head, after: Head, cause: Cause): Patch[] {
  const patches: Patch[] = []
  for (const name of startLineNames) {
    const old = startLinePart(before, name)
    const now = startLinePart(after, name)
    if (old === now) continue
    if (old === undefined) patches.push({ op: 'add', index: -1, name, value: now!, cause })
    else if (now === undefined) patches.push({ op: 'remove', index: -1, name, before: old, cause })
    else patches.push({ op: 'set', index: -1, name, value: now, before: old, cause })
  }
  return patches
}

/** A field of the old list and where it goes; a field of the new list and where it comes from. −1 is nowhere. */
type Pairing = { target: number[]; source: number[] }

function diffFields(before: Fields, after: Fields, cause: Cause): Patch[] {
  const pairing = pair(before, after)
  const kept = matchMoved(before, after, pairing)
  const patches: Patch[] = []
  let position = 0
  const order: number[] = []
  for (const [i, to] of pairing.target.entries()) {
    const [name, value] = [before[i * 2]!, before[i * 2 + 1]!]
    if (to < 0) {
      patches.push({ op: 'remove', index: position, name, before: value, cause })
      continue
    }
    const [newName, newValue] = [after[to * 2]!, after[to * 2 + 1]!]
    if (newName !== name) patches.push({ op: 'rename', index: position, name: newName, before: name, cause })
    if (newValue !== value)
      patches.push({ op: 'set', index: position, name: newName, value: newValue, before: value, cause })
    order.push(to)
    position++
  }
  moveInto(order, kept, after, cause, patches)
  for (const [j, from] of pairing.source.entries())
    if (from < 0) patches.push({ op: 'add', index: j, name: after[j * 2]!, value: after[j * 2 + 1]!, cause })
  return patches
}

/** Brings `order` (new positions in their present order) into ascending order; those in `kept` already are among themselves. */
function moveInto(order: number[], kept: ReadonlySet<number>, after: Fields, cause: Cause, patches: Patch[]): void {
  const targets = order.toSorted((a, b) => a - b)
  for (const [rank, target] of targets.entries()) {
    if (kept.has(target)) continue
    const index = order.indexOf(target)
    order.splice(index, 1)
    // Everything that belongs before is settled already: the place is right behind the last of it.
    const to = rank === 0 ? 0 : order.indexOf(targets[rank - 1]!) + 1
    order.splice(to, 0, target)
    if (to !== index) patches.push({ op: 'move', index, name: after[target * 2]!, value: String(to), cause })
  }
}

/** Pairs equal fields left over on both sides. Returns the new positions of those paired before: they keep their order, the rest moves. */
function matchMoved(before: Fields, after: Fields, pairing: Pairing): Set<number> {
  const kept = new Set(pairing.target.filter((to) => to >= 0))
  const waiting = new Map<string, number[]>()
  for (const [i, to] of pairing.target.entries()) {
    if (to >= 0) continue
    const key = `${before[i * 2]}\n${before[i * 2 + 1]}`
    const list = waiting.get(key)
    if (list) list.push(i)
    else waiting.set(key, [i])
  }
  for (const [j, from] of pairing.source.entries()) {
    const i = from < 0 ? waiting.get(`${after[j * 2]}\n${after[j * 2 + 1]}`)?.shift() : undefined
    if (i === undefined) continue
    pairing.target[i] = j
    pairing.source[j] = i
  }
  return kept
}

/** Pairs fields in order with the fewest patches: an edit distance in which only fields of one name (any case) pair. */
function pair(before: Fields, after: Fields): Pairing {
  const rows = before.length / 2
  const columns = after.length / 2
  const target = new Array<number>(rows).fill(-1)
  const source = new Array<number>(columns).fill(-1)
  const link = (i: number, j: number) => {
    target[i] = j
    source[j] = i
  }
  let start = 0
  while (start < rows && start < columns && cost(before, start, after, start) === 0) link(start, start++)
  let [lastRow, lastColumn] = [rows, columns]
  while (lastRow > start && lastColumn > start && cost(before, lastRow - 1, after, lastColumn - 1) === 0)
    link(--lastRow, --lastColumn)
  const [height, width] = [lastRow - start, lastColumn - start]
  if (height === 0 || width === 0 || height * width > largestTable) return { target, source }
  const table = distances(before, after, start, height, width)
  let [i, j] = [0, 0]
  while (i < height && j < width) {
    const here = table[i * (width + 1) + j]!
    const together = cost(before, start + i, after, start + j)
    if (here === together + table[(i + 1) * (width + 1) + j + 1]!) link(start + i++, start + j++)
    else if (here === 1 + table[(i + 1) * (width + 1) + j]!) i++
    else j++
  }
  return { target, source }
}

/** Patches needed from row i and column j to the ends, for all i and j. */
function distances(before: Fields, after: Fields, start: number, height: number, width: number): Float64Array {
  const table = new Float64Array((height + 1) * (width + 1))
  for (let i = height; i >= 0; i--) {
    for (let j = width; j >= 0; j--) {
      const at = i * (width + 1) + j
      if (i === height) table[at] = width - j
      else if (j === width) table[at] = height - i
      else {
        const apart = 1 + Math.min(table[at + width + 1]!, table[at + 1]!)
        table[at] = Math.min(apart, cost(before, start + i, after, start + j) + table[at + width + 2]!)
      }
    }
  }
  return table
}

/** Patches that make one field the other; infinite when their names differ by more than case. */
function cost(before: Fields, i: number, after: Fields, j: number): number {
  const [name, newName] = [before[i * 2]!, after[j * 2]!]
  if (!sameName(name, newName)) return Infinity
  return (name === newName ? 0 : 1) + (before[i * 2 + 1] === after[j * 2 + 1] ? 0 : 1)
}
