/** What of a filter a request does not meet, in a person's words, and how far it is from it. */
import { type AtomNode, type FilterNode, compileFilter, printFilter } from '../../filter/index.ts'
import { toPairs } from '../../kit/fields.ts'
import type { Exchange } from '../../model/exchange.ts'
import { pathDifference } from './path-difference.ts'

export type Difference = { distance: number; reasons: readonly string[] }

const none: Difference = { distance: 0, reasons: [] }

/** Nothing for a filter that the request meets. What is known only later counts as met. */
export function difference(node: FilterNode, subject: Partial<Exchange>): Difference {
  switch (node.kind) {
    case 'and': {
      const all = node.children.map((child) => difference(child, subject))
      return { distance: sum(all), reasons: all.flatMap(({ reasons }) => reasons) }
    }
    case 'or':
      return node.children
        .map((child) => difference(child, subject))
        .reduce((a, b) => (b.distance < a.distance ? b : a))
    case 'not':
      return met(node, subject) ? none : { distance: 2, reasons: [compileFilter(printFilter(node.child)).explain()] }
    case 'atom':
      return met(node, subject) ? none : atomDifference(node, subject)
  }
}

function sum(all: readonly Difference[]): number {
  return all.reduce((total, { distance }) => total + distance, 0)
}

/** Phases that a request alone cannot decide. */
const later = ['response-head', 'response-body', 'end']

function met(node: FilterNode, subject: Partial<Exchange>): boolean {
  const filter = compileFilter(printFilter(node))
  return later.includes(filter.phase) || filter.matches(subject)
}

function atomDifference(node: AtomNode, subject: Partial<Exchange>): Difference {
  const source = node.argument.kind === 'pattern' ? node.argument.source : ''
  const { method = '', url = '', legs } = subject
  switch (node.name) {
    case 'm':
      return { distance: 1, reasons: [`the method is ${method}, not ${alternatives(source)}`] }
    case 'u': {
      const { share, text } = pathDifference(source, url)
      return { distance: 4 * (1 - share), reasons: [text] }
    }
    case 'd':
      return { distance: 4, reasons: [`the host does not match /${source}/`] }
    case 'hq':
      return { distance: 1, reasons: [headerDifference(source, toPairs(legs?.[0]?.request?.fields ?? []))] }
    case 'b':
    case 'bq':
      return { distance: 1, reasons: [bodyDifference(source, subject)] }
    default:
      return {
        distance: 2,
        reasons: [compileFilter(printFilter({ kind: 'not', child: node, start: 0, end: 0 })).explain()],
      }
  }
}

/** `^(?:GET|PUT)$` as "GET or PUT". */
function alternatives(source: string): string {
  const plain = source.replace(/^\^(?:\(\?:)?|\)?\$$/g, '')
  return /^[\w|-]+$/.test(plain) ? plain.replaceAll('|', ' or ') : `/${source}/`
}

function headerDifference(source: string, fields: readonly (readonly [string, string])[]): string {
  const name = /^\^?([\w-]+)(?::|\\?\s)/.exec(source)?.[1]
  if (name === undefined) return `no header line matches /${source}/`
  const found = fields.find(([one]) => one.toLowerCase() === name.toLowerCase())
  return found === undefined
    ? `the header ${name} is missing`
    : `the header ${found[0]} is ${JSON.stringify(found[1])}, which does not match /${source}/`
}

/** For a pattern that begins with the name of a JSON member, its value. */
function bodyDifference(source: string, { requestBody }: Partial<Exchange>): string {
  const text = Buffer.concat(requestBody?.chunks ?? []).toString('utf8')
  if (text === '') return `the request has no body, and it should match /${source}/`
  const name = /^\\?"(\w+)\\?"/.exec(source)?.[1]
  if (name === undefined) return `the request's body does not match /${source}/`
  const value = new RegExp(`"${name}"\\s*:\\s*("(?:[^"\\\\]|\\\\.){0,60}"?|[^,}\\]\\s]{1,60})`).exec(text)?.[1]
  return value === undefined
    ? `the request's body has no ${name}`
    : `the body's ${name} is ${value}, which does not match /${source}/`
}
