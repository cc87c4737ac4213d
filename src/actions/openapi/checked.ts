/** A text that is an OpenAPI 3 document, or what is wrong with it and where. */
import { memberOf, objectOf, pointed, textAt } from './json.ts'
import { ParseProblem, parseText, placeOf } from './parse.ts'

/** @throws ParseProblem */
export function checkedDocument(text: string): unknown {
  const value = parseText(text)
  const problem = problemOf(value)
  if (problem !== undefined) throw new ParseProblem({ message: problem.message, ...placeOf(text, problem.path) })
  return value
}

type Wrong = { message: string; path: readonly (string | number)[] }

function problemOf(value: unknown): Wrong | undefined {
  const version = textAt(value, 'openapi')
  if (version === undefined) {
    const swagger = memberOf(value, 'swagger')
    const got = swagger === undefined ? 'none' : `Swagger ${JSON.stringify(swagger)}`
    return { message: `Expected openapi: 3.0 or 3.1, got ${got}`, path: ['swagger'] }
  }
  if (!/^3\.[01](\.|$)/.test(version))
    return { message: `Expected openapi: 3.0 or 3.1, got ${JSON.stringify(version)}`, path: ['openapi'] }
  if (objectOf(memberOf(value, 'paths')) === undefined && version.startsWith('3.0'))
    return { message: 'Expected a map of paths, got none', path: ['paths'] }
  return wrongReference(value)
}

/** The first reference that leads out of the document, or nowhere. */
function wrongReference(root: unknown): Wrong | undefined {
  const known = new Map<string, boolean>()
  const leads = (reference: string): boolean => {
    const before = known.get(reference)
    if (before !== undefined) return before
    const found = pointed(root, reference) !== undefined
    known.set(reference, found)
    return found
  }
  // Lists of what is still to see, not recursion: documents may be deep.
  const seen = new Set<unknown>()
  const open: { value: unknown; path: readonly (string | number)[] }[] = [{ value: root, path: [] }]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const { value, path } = one
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    const reference = textAt(value, '$ref')
    if (reference !== undefined && !leads(reference)) {
      const message = reference.startsWith('#')
        ? `Expected a reference to something in the document, got ${JSON.stringify(reference)}`
        : `Expected references within the document, got ${JSON.stringify(reference)}; bundle the files into one`
      return { message, path: [...path, '$ref'] }
    }
    for (const [key, child] of Object.entries(value)) {
      // What stands in an example is data.
      if (key !== 'example' && key !== 'examples' && typeof child === 'object' && child !== null)
        open.push({ value: child, path: [...path, Array.isArray(value) ? Number(key) : key] })
    }
  }
  return undefined
}
