/** What a source file says about itself: its imports, the globals it uses and the length of its functions. */
import { posix } from 'node:path'
import { parseAst } from 'vitest/node'
import type { File } from './tree.ts'

export type Import = {
  /** Path from the root for our own files, the specifier without `node:` for anything else. */
  from: string
  ours: boolean
  typeOnly: boolean
  names: string[]
}

export type Facts = {
  path: string
  text: string
  imports: Import[]
  /** `process`, `console`, `setTimeout`, `Math.random`, `new Date()` … */
  globals: Set<string>
  /** Each function with its own lines: those of functions inside it count for them. */
  functions: { line: number; lines: number }[]
  /** False when nothing of the file is left after the types are gone, or only a list of other files. */
  runs: boolean
}

type Node = { type: string; start: number; end: number; [key: string]: unknown }

const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === 'string'
const nameOf = (value: unknown): string | undefined =>
  isNode(value) && value.type === 'Identifier' ? String(value['name']) : undefined

function childrenOf(node: Node): Node[] {
  return Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isNode)
}

function importOf(path: string, node: Node): Import | undefined {
  const call = node.type === 'CallExpression' && /^(require|getBuiltinModule)$/.test(calleeName(node) ?? '')
  const source = call ? (node['arguments'] as Node[])[0] : node['source']
  const specifier = isNode(source) ? source['value'] : undefined
  if (typeof specifier !== 'string') return undefined
  const names = ((node['specifiers'] ?? []) as Node[]).map((entry) => nameOf(entry['imported']) ?? '*')
  return {
    from: specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier.replace(/^node:/, ''),
    ours: specifier.startsWith('.'),
    typeOnly: node['importKind'] === 'type' || node['exportKind'] === 'type' || node.type === 'TSImportType',
    names,
  }
}

function calleeName(node: Node): string | undefined {
  const callee = node['callee'] as Node
  return nameOf(callee) ?? (callee.type === 'MemberExpression' ? nameOf(callee['property']) : undefined)
}

function globalsOf(node: Node): string[] {
  if (node.type === 'MemberExpression') {
    const object = nameOf(node['object'])
    if (object === undefined) return []
    return [object, `${object}.${nameOf(node['property']) ?? '*'}`]
  }
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return []
  const callee = nameOf(node['callee'])
  if (callee === 'Date') return (node['arguments'] as Node[]).length === 0 ? ['new Date()'] : []
  return callee === undefined ? [] : [callee]
}

const isFunction = (node: Node) => /^(Function(Declaration|Expression)|ArrowFunctionExpression)$/.test(node.type)
const runsNothing = /^(ImportDeclaration|ExportAllDeclaration|TS\w+)$/

/** Whether a statement of the module is code, and neither a type nor a line of a list. */
function isCode(node: Node): boolean {
  if (runsNothing.test(node.type) || node['exportKind'] === 'type') return false
  if (node.type !== 'ExportNamedDeclaration') return true
  return isNode(node['declaration']) && isCode(node['declaration'])
}

/** Lines with something on them: neither blank nor only a comment. */
function countLines(text: string, start: number, end: number): number {
  const lines = text.slice(start, end).split('\n')
  return lines.filter((line) => !/^\s*(\/\/.*|\/?\*.*)?$/.test(line)).length
}

export function factsOf({ path, text }: File): Facts {
  const program = parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }, path) as unknown as Node & {
    body: Node[]
  }
  const facts: Facts = { path, text, imports: [], globals: new Set(), functions: [], runs: program.body.some(isCode) }

  /** Visits the node and returns how many lines the functions in it take. */
  const visit = (node: Node): number => {
    const found = importOf(path, node)
    if (found) facts.imports.push(found)
    for (const name of globalsOf(node)) facts.globals.add(name)
    const inner = childrenOf(node).reduce((lines, child) => lines + visit(child), 0)
    if (!isFunction(node)) return inner
    const all = countLines(text, node.start, node.end)
    // A closure leaves one line with the function around it: the one that names it.
    facts.functions.push({ line: text.slice(0, node.start).split('\n').length, lines: all - inner })
    return Math.max(0, all - 1)
  }
  visit(program)
  return facts
}
