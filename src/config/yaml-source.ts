/** Config as YAML. The parser is loaded only when there is a file to parse. */
import type { Document, LineCounter, ParsedNode } from 'yaml'
import { MiddleboxError } from '../model/errors.ts'
import { complaint } from './complaint.ts'
import type { Scalar } from './kind.ts'
import type { Entry, Located } from './located.ts'

/** Aliases can make a small file stand for a huge or endless one: past this many values, or this deep, we stop. */
const maxValues = 250_000
const maxDepth = 64

/** The top-level entries of a YAML text; `name` stands before line and column in every complaint. */
export async function readYaml(text: string, name: string): Promise<Entry[]> {
  const root = await readYamlValue(text, name)
  if (root === undefined || (root.kind === 'scalar' && root.value === null)) return []
  if (root.kind === 'map') return [...root.entries]
  const found = root.kind === 'list' ? 'a list' : 'a single value'
  throw complaint(root.where, 'a map of options such as "listenPort: 8080"', found)
}

/** The value that a YAML text is, whatever it is; undefined when there is none. */
export async function readYamlValue(text: string, name: string): Promise<Located | undefined> {
  const yaml = await import('yaml')
  const lines = new yaml.LineCounter()
  const document = yaml.parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [error] = document.errors
  if (error?.code === 'MULTIPLE_DOCS') throw complaint(place(name, lines, error.pos[0]), 'one document', 'a second one')
  if (error)
    throw new MiddleboxError('config_invalid', `${place(name, lines, error.pos[0])}: ${sentence(error.message)}`, '')
  return document.contents
    ? createWalk(yaml, document, (offset) => place(name, lines, offset))(document.contents)
    : undefined
}

function createWalk(yaml: typeof import('yaml'), document: Document.Parsed, at: (offset: number) => string) {
  let values = 0
  const walk = (node: ParsedNode | null, fallback: number, depth: number): Located => {
    const offset = node?.range[0] ?? fallback
    const where = at(offset)
    if (++values > maxValues || depth > maxDepth) {
      throw complaint(
        where,
        `at most ${maxValues} values`,
        `more, or more than ${maxDepth} levels; aliases may repeat each other`,
      )
    }
    if (yaml.isAlias(node)) {
      const meant = node.resolve(document) as ParsedNode | undefined
      if (!meant) throw complaint(where, 'the name of an anchor above', `*${node.source}`)
      return { ...walk(meant, offset, depth + 1), where }
    }
    if (yaml.isSeq(node))
      return { where, kind: 'list', items: node.items.map((item) => walk(item as ParsedNode, offset, depth + 1)) }
    if (yaml.isMap(node)) {
      const entries = node.items.map((pair): Entry => {
        const key = pair.key as ParsedNode
        return {
          key: String(key),
          where: at(key.range[0]),
          value: walk(pair.value as ParsedNode | null, key.range[0], depth + 1),
        }
      })
      return { where, kind: 'map', entries }
    }
    const value: unknown = yaml.isScalar(node) ? node.value : null
    return isScalarValue(value)
      ? { where, kind: 'scalar', value }
      : { where, kind: 'other', found: `a ${typeof value}` }
  }
  return (node: ParsedNode) => walk(node, 0, 0)
}

function isScalarValue(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

function place(name: string, lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset)
  return `${name}:${line}:${col}`
}

/** The parser's own words: what it expected and found, as one sentence. */
function sentence(message: string): string {
  const [line = ''] = message.split('\n', 1)
  return /[.!?]$/.test(line) ? line : `${line}.`
}
