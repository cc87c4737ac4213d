/** GraphQL over HTTP: the query as it is written, and its variables; several queries below each other. */
import { Buffer } from 'node:buffer'
import type { ContentDocument, ContentType, OpenOptions, View } from '../document.ts'
import { toUtf8 } from '../charset.ts'
import { graphql as language } from '../code-language.ts'
import { codeScanner } from '../code-scanner.ts'
import { jsonScanner } from '../json-scanner.ts'
import { lazyDocument, type ScannedLine, type Scanner } from '../lazy-document.ts'
import { cutNote } from '../notes.ts'
import { beginning } from '../sniff.ts'
import { openJson } from './json.ts'

export const graphql: View = {
  name: 'graphql',
  label: 'GraphQL',
  fits({ mime, path }: ContentType, bytes: Uint8Array): number {
    if (mime === 'application/graphql') return 0.95
    if (!/json/.test(mime) || !/"query"\s*:\s*"/.test(beginning(bytes))) return 0
    if (/graphql/i.test(path ?? '')) return 0.95
    return /"query"\s*:\s*"(\s|\\n|#)*(query|mutation|subscription|fragment|\{)/.test(beginning(bytes)) ? 0.92 : 0
  },
  open: (bytes, options) => Promise.resolve(openGraphql(bytes, options)),
}

/** JSON of more bytes is shown as what it is. */
const largest = 1024 * 1024

/** Rows made of one request. */
const mostRows = 50_000

function openGraphql(given: Uint8Array, { type, cut }: OpenOptions): ContentDocument {
  const bytes = toUtf8(given, type)
  if (type.mime === 'application/graphql') return lazyDocument(codeScanner(bytes, language), cutNote(cut))
  const requests = bytes.length > largest ? [] : readRequests(bytes)
  if (requests.length === 0) return openJson(bytes, cutNote(cut), cut)
  const lines = requests.flatMap(requestLines).slice(0, mostRows)
  return lazyDocument(fixedScanner(lines), cutNote(cut))
}

type GraphqlRequest = { query: string; operationName?: unknown; variables?: unknown; extensions?: unknown }

function readRequests(bytes: Uint8Array): GraphqlRequest[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    const list: unknown[] = Array.isArray(value) ? value : [value]
    return list.filter(isRequest)
  } catch {
    return []
  }
}

function isRequest(value: unknown): value is GraphqlRequest {
  return typeof value === 'object' && value !== null && 'query' in value && typeof value.query === 'string'
}

function requestLines({ query, operationName, variables, extensions }: GraphqlRequest, index: number): ScannedLine[] {
  const lines: ScannedLine[] = index > 0 ? [{ spans: [] }, { spans: [['─'.repeat(20), 'dim']] }] : []
  if (typeof operationName === 'string')
    lines.push({
      spans: [
        ['operation ', 'dim'],
        [JSON.stringify(operationName), 'name'],
      ],
    })
  lines.push(...allLines(codeScanner(Buffer.from(query), language)))
  for (const [name, value] of Object.entries({ variables, extensions })) {
    if (value === undefined || value === null) continue
    lines.push({ spans: [] }, { spans: [[name, 'dim']] })
    lines.push(...allLines(jsonScanner(Buffer.from(JSON.stringify(value)), false)).map(({ spans }) => ({ spans })))
  }
  return lines
}

function allLines<State>(scanner: Scanner<State>): ScannedLine[] {
  const lines: ScannedLine[] = []
  const state = scanner.start()
  for (let line = scanner.next(state); line !== undefined && lines.length < mostRows; line = scanner.next(state))
    lines.push(line)
  return lines
}

function fixedScanner(lines: readonly ScannedLine[]): Scanner<{ at: number }> {
  return { start: () => ({ at: 0 }), copy: ({ at }) => ({ at }), next: (state) => lines[state.at++] }
}
