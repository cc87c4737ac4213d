/** `--mock`: `[METHODS] (PATH | URL | ~FILTER) => STATUS [{json} | @file | text] {;Name: value}` */
import { resolve } from 'node:path'
import { byteText, isFieldName, isFieldValue } from '../../formats/request-parts.ts'
import { printFilter } from '../../filter/index.ts'
import { invalid } from '../../kit/option-table.ts'
import type { RuleDefinition } from '../../model/rule.ts'
import type { Reading } from './read-attributes.ts'
import { quickRule } from './quick-rule.ts'
import { checkFilter } from './spec.ts'

/** @throws MiddleboxError rule_invalid, filter_invalid */
export function readMock(text: string, where: string, reading: Reading): RuleDefinition {
  const arrow = /\s+=>\s+/.exec(text)
  if (arrow === null)
    throw invalid(
      where,
      'a mock such as \'GET /users => 200 {"users":[]}\', a folder, or an OpenAPI document',
      JSON.stringify(text),
    )
  const asked = text.slice(0, arrow.index).trim()
  const answer = text.slice(arrow.index + arrow[0].length)
  return quickRule('--mock', asked, readAsked(asked, where), {
    action: 'respond',
    attributes: readAnswer(answer, where, reading),
  })
}

function readAsked(text: string, where: string): string {
  const [, methods, rest = ''] = /^(?:([A-Z]+(?:,[A-Z]+)*)\s+)?(.*)$/s.exec(text)!
  if (rest.startsWith('~') || rest.startsWith('!') || rest.startsWith('(')) {
    checkFilter(rest, where)
    return methods === undefined ? rest : `${methodFilter(methods)} & (${rest})`
  }
  if (!/^(https?:\/\/[^\s/]+|\/)\S*$/i.test(rest))
    throw invalid(where, 'a path, a URL or a filter before =>', rest === '' ? 'nothing' : JSON.stringify(rest))
  const url = atom('u', `^${rest.startsWith('/') ? 'https?://[^/?]*' : ''}${pattern(rest)}`)
  return methods === undefined ? url : `${methodFilter(methods)} & ${url}`
}

/** As written, `*` for anything within a path; a query that is not written does not matter. */
function pattern(text: string): string {
  const whole = /^https?:\/\/[^/?]+$/i.test(text) ? `${text}/` : text
  const escaped = whole.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^?]*')
  return whole.includes('?') ? `${escaped}$` : `${escaped}(?:[?].*)?$`
}

function methodFilter(methods: string): string {
  return atom('m', `^(?:${methods.replaceAll(',', '|')})$`)
}

function atom(name: string, source: string): string {
  return printFilter({ kind: 'atom', name, argument: { kind: 'pattern', source, start: 0, end: 0 }, start: 0, end: 0 })
}

function readAnswer(text: string, where: string, { base, paths }: Reading): Readonly<Record<string, unknown>> {
  const [, code = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? []
  const status = Number(code)
  if (!/^\d{3}$/.test(code) || status < 200 || status > 599)
    throw invalid(where, 'a status from 200 to 599 after =>', code === '' ? 'nothing' : JSON.stringify(code))
  const { body, headers } = splitHeaders(rest, where)
  const fields = headers.length === 0 ? {} : { headers }
  if (body === '') return { status, ...fields }
  if (body.startsWith('@')) {
    const file = resolve(base, body.slice(1))
    paths.push({ path: file, must: 'file', where })
    return { status, file, ...fields }
  }
  if (!/^[{[]/.test(body)) return { status, body, ...fields }
  const json = parseJson(body)
  if (json === undefined) throw invalid(where, 'JSON, since the body begins like it', JSON.stringify(body))
  return { status, json: json.value, ...fields }
}

/** The fields stand behind the body; inside JSON the same characters are JSON's. */
function splitHeaders(text: string, where: string): { body: string; headers: [string, string][] } {
  const borders = [...text.matchAll(/(?:^|\s+);(?=[^\s:;]+:)/g)]
  const json = /^[{[]/.test(text)
  const first = json ? borders.findIndex(({ index }) => parseJson(text.slice(0, index)) !== undefined) : 0
  const used = first < 0 ? [] : borders.slice(first)
  const body = text.slice(0, used[0]?.index ?? text.length).trim()
  const headers = used.map((border, index) =>
    readHeader(text.slice(border.index + border[0].length, used[index + 1]?.index), where),
  )
  return { body, headers }
}

function readHeader(text: string, where: string): [string, string] {
  const colon = text.indexOf(':')
  const name = text.slice(0, colon)
  const value = byteText(text.slice(colon + 1).trim())
  if (!isFieldName(name) || !isFieldValue(value))
    throw invalid(where, 'a header field ";Name: value"', JSON.stringify(text))
  return [name, value]
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}
