/** Two JSON values compared by structure: what was added, removed and changed, each by its path. Key order means nothing. */

export type JsonChange =
  | { op: 'added'; path: string; after: unknown }
  | { op: 'removed'; path: string; before: unknown }
  | { op: 'changed'; path: string; before: unknown; after: unknown }

/** Changes listed: more are no longer read. */
const most = 2_000

/** Items of arrays that are aligned; longer ones are compared position by position. */
const longestAligned = 500

/** Nested deeper, values are compared as their text. */
const deepest = 200

export function diffJson(before: unknown, after: unknown): JsonChange[] {
  const changes: JsonChange[] = []
  compare(before, after, '$', 0, changes)
  return changes
}

function compare(before: unknown, after: unknown, path: string, depth: number, changes: JsonChange[]): void {
  if (changes.length >= most || Object.is(before, after)) return
  if (depth < deepest && Array.isArray(before) && Array.isArray(after))
    compareArrays(before, after, path, depth, changes)
  else if (depth < deepest && isObject(before) && isObject(after)) compareObjects(before, after, path, depth, changes)
  else if (depth < deepest || JSON.stringify(before) !== JSON.stringify(after))
    changes.push({ op: 'changed', path, before, after })
}

type Json = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function compareObjects(before: Json, after: Json, path: string, depth: number, changes: JsonChange[]): void {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const place = path + step(key)
    if (!Object.hasOwn(after, key)) changes.push({ op: 'removed', path: place, before: before[key] })
    else if (!Object.hasOwn(before, key)) changes.push({ op: 'added', path: place, after: after[key] })
    else compare(before[key], after[key], place, depth + 1, changes)
  }
}

function step(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`
}

/** Equal items are found first, so that one inserted does not change all behind it; what lies between is compared in pairs. */
function compareArrays(
  before: readonly unknown[],
  after: readonly unknown[],
  path: string,
  depth: number,
  changes: JsonChange[],
): void {
  let [left, right] = [0, 0]
  for (const [i, j] of [...commonItems(before, after), [before.length, after.length] as const]) {
    while (left < i && right < j) {
      compare(before[left], after[right], `${path}[${right}]`, depth + 1, changes)
      left++
      right++
    }
    for (; left < i; left++) changes.push({ op: 'removed', path: `${path}[${left}]`, before: before[left] })
    for (; right < j; right++) changes.push({ op: 'added', path: `${path}[${right}]`, after: after[right] })
    left = i + 1
    right = j + 1
  }
}

/** Positions of a longest common subsequence, in order. */
function commonItems(before: readonly unknown[], after: readonly unknown[]): [number, number][] {
  if (Math.max(before.length, after.length) > longestAligned) return []
  const [old, now] = [before, after].map((items) => items.map((item) => JSON.stringify(item))) as [string[], string[]]
  const width = now.length + 1
  const lengths = new Uint16Array((old.length + 1) * width)
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        old[i] === now[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!)
  const pairs: [number, number][] = []
  for (let i = 0, j = 0; i < old.length && j < now.length;) {
    if (old[i] === now[j]) pairs.push([i++, j++])
    else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i++
    else j++
  }
  return pairs
}
