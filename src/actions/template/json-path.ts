/**
 * The JSONPath that templates need (RFC 9535 without filters and slices): names, indexes, wildcards and descendants.
 * One match is itself; several are a list.
 */

type Step = { deep: boolean; key: string | number | undefined }

/** Values looked at before it gives up: `$..*..*` over a large document must end. */
const most = 100_000

/** Undefined when nothing matches. @throws Error for a path that cannot be read */
export function jsonPath(value: unknown, path: string): unknown {
  const steps = parse(path)
  let found: unknown[] = [value]
  let seen = 0
  for (const { deep, key } of steps) {
    const next: unknown[] = []
    const visit = (one: unknown, depth: number): void => {
      if (++seen > most) throw new Error(`the path ${path} looks at more than ${most} values`)
      for (const child of childrenOf(one, key)) next.push(child)
      if (deep && depth < 200) for (const child of childrenOf(one, undefined)) visit(child, depth + 1)
    }
    for (const one of found) visit(one, 0)
    found = next
  }
  const definite = steps.every(({ deep, key }) => !deep && key !== undefined)
  return definite ? found[0] : found
}

function childrenOf(value: unknown, key: string | number | undefined): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  if (key === undefined) return Object.values(value)
  if (Array.isArray(value)) return typeof key === 'number' && value.length > 0 ? value.slice(key).slice(0, 1) : []
  return typeof key === 'string' && Object.hasOwn(value, key) ? [(value as Record<string, unknown>)[key]] : []
}

function parse(path: string): Step[] {
  const pattern = /(\.\.|\.)(\*|[^.[\]*'"\s]+)|(\.\.)?\[\s*(?:(\*)|(-?\d+)|'([^']*)'|"([^"]*)")\s*\]/y
  const steps: Step[] = []
  pattern.lastIndex = path.startsWith('$') ? 1 : 0
  const text = path.startsWith('$') || path.startsWith('[') ? path : `.${path}`
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex
    const found = pattern.exec(text)
    if (found === null)
      throw new Error(`the path ${JSON.stringify(path)} cannot be read at ${JSON.stringify(text.slice(at, at + 20))}`)
    const [, dots, name, deep, star, index, single, double] = found
    const key = name === '*' || star !== undefined ? undefined : (name ?? single ?? double ?? Number(index))
    steps.push({ deep: dots === '..' || deep !== undefined, key })
  }
  return steps
}
