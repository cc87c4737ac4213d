/** Reads what stands below an action's name by its attribute table: every key known, every value of its kind, or an error at its place. */
import { resolve } from 'node:path'
import type { AttributeSpec, AttributeTable, Problem } from '../../actions/index.ts'
import { byteText, isFieldName, isFieldValue } from '../../formats/request-parts.ts'
import { parseDuration } from '../../kit/duration.ts'
import { invalid } from '../../kit/option-table.ts'
import { parseUrl } from '../../kit/request-url.ts'
import { expressionFault } from '../expression-fault.ts'
import type { Located } from '../located.ts'
import { plainValue, readOperations } from './json-value.ts'
import { unknownWord, wrong } from './wrong.ts'

/** Where relative paths start from, and which paths have to be there. */
export type Reading = {
  base: string
  paths: { path: string; must: 'file' | 'directory' | 'file or directory'; where: string }[]
  /** What else is looked at once everything is read. */
  checks?: { where: string; problem(): Promise<Problem | undefined> }[]
}

type Values = Readonly<Record<string, unknown>>

/** A value that is no map sets the first attribute. @throws MiddleboxError rule_invalid */
export function readAttributes(table: AttributeTable, value: Located, reading: Reading): Values {
  const first = Object.keys(table)[0]
  const short = value.kind !== 'map' && first !== undefined && !(value.kind === 'scalar' && value.value === null)
  const entries = short ? [{ key: first, where: value.where, value }] : value.kind === 'map' ? value.entries : []
  const values = new Map<string, unknown>()
  for (const { key, where, value: given } of entries) {
    const spec = Object.hasOwn(table, key) ? table[key] : undefined
    if (spec === undefined) throw unknownWord(where, `one of ${Object.keys(table).join(', ')}`, key, Object.keys(table))
    values.set(key, readAttribute(spec, given, reading))
  }
  for (const [name, { required, summary }] of Object.entries(table)) {
    if (required && !values.has(name)) throw invalid(value.where, `${name} (${summary})`, 'none')
  }
  return Object.fromEntries(values)
}

function readAttribute(spec: AttributeSpec, value: Located, reading: Reading): unknown {
  switch (spec.kind) {
    case 'integer':
      return readInteger(value, spec.min, spec.max)
    case 'text':
      return readText(value, 'a text')
    case 'template':
      return readTemplate(value, reading)
    case 'entry':
      return readEntry(value, reading)
    case 'boolean':
      if (value.kind !== 'scalar' || typeof value.value !== 'boolean') throw wrong(value, 'true or false')
      return value.value
    case 'choice':
      return readChoice(value, spec.choices)
    case 'duration':
      return readDuration(value)
    case 'pattern':
      return readPattern(value)
    case 'url':
      return readServer(value, spec.bare === true)
    case 'path':
      return readPath(value, spec.must, reading)
    case 'json':
      return plainValue(value)
    case 'fields':
      return readPairs(value, 'a map of header fields', fieldValue)
    case 'renames':
      return readPairs(value, 'a map of old and new field names', (one) => readName(one))
    case 'names':
      return listOf(value).map(readName)
    case 'texts':
      return listOf(value).map((one) => readText(one, 'a text'))
    case 'operations':
      return readOperations(value)
    case 'group':
      return readGroup(spec.attributes, spec.many === true, value, reading)
  }
}

function readGroup(table: AttributeTable, many: boolean, value: Located, reading: Reading): unknown {
  const groups = many ? listOf(value) : [value]
  const read = groups.map((one) => {
    if (one.kind !== 'map') throw wrong(one, `a map with ${Object.keys(table).join(', ')}`)
    return readAttributes(table, one, reading)
  })
  return many ? read : read[0]
}

export function readInteger(value: Located, min: number, max: number): number {
  const number = value.kind === 'scalar' ? Number(value.value === null || value.value === '' ? NaN : value.value) : NaN
  if (Number.isInteger(number) && number >= min && number <= max) return number
  throw wrong(value, max === Infinity ? `a whole number from ${min}` : `a whole number from ${min} to ${max}`)
}

export function readText(value: Located, expected: string): string {
  if (value.kind === 'scalar' && value.value !== null) return String(value.value)
  throw wrong(value, expected)
}

function readChoice(value: Located, choices: readonly string[]): string {
  const word = value.kind === 'scalar' ? value.value : undefined
  const known = choices.find((choice) => choice === word)
  if (known !== undefined) return known
  const expected = new Intl.ListFormat('en', { type: 'disjunction' }).format(choices)
  throw typeof word === 'string' ? unknownWord(value.where, expected, word, choices) : wrong(value, expected)
}

function readDuration(value: Located): number {
  const time = value.kind === 'scalar' ? parseDuration(String(value.value)) : undefined
  if (time !== undefined) return time
  throw wrong(value, 'a duration such as 30s or 1m30s')
}

function readPattern(value: Located): string {
  const source = readText(value, 'a regular expression')
  const fault = expressionFault(source)
  if (fault === undefined) return source
  throw invalid(value.where, 'a regular expression', `${JSON.stringify(source)} (${fault})`)
}

function readServer(value: Located, bare: boolean): string {
  const expected = bare ? 'a server such as http://localhost:4000 or localhost:4000' : 'an http or https URL'
  const text = readText(value, expected)
  const url = bare && !/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? `http://${text}` : text
  if (parseUrl(url) === undefined) throw wrong(value, expected)
  return url
}

function readPath(value: Located, must: Reading['paths'][number]['must'], { base, paths }: Reading): string {
  const path = resolve(base, readText(value, `the path of a ${must}`))
  paths.push({ path, must, where: value.where })
  return path
}

/** Whether it is a template is seen later: what reads templates is loaded only for those who have one. */
function readTemplate(value: Located, reading: Reading): string {
  const text = readText(value, 'a template')
  const problem = async (): Promise<Problem | undefined> => {
    const { templateProblem } = await import('../../actions/respond/template.ts')
    const found = await templateProblem(text)
    return found && { message: `${found.message}, in line ${found.line} of the template` }
  }
  ;(reading.checks ??= []).push({ where: value.where, problem })
  return text
}

function readEntry(value: Located, { base, paths }: Reading): string {
  const [, file = '', entry = '1'] = /^(.*?)(?:#([^#]+))?$/s.exec(readText(value, 'an entry such as traffic.har#2'))!
  const path = resolve(base, file)
  paths.push({ path, must: 'file', where: value.where })
  return `${path}#${entry}`
}

function readPairs(value: Located, expected: string, read: (one: Located, name: string) => string): [string, string][] {
  if (value.kind !== 'map') throw wrong(value, expected)
  return value.entries.flatMap(({ key, where, value: given }): [string, string][] => {
    if (!isFieldName(key)) throw invalid(where, 'the name of a header field', JSON.stringify(key))
    return listOf(given).map((one) => [key, read(one, key)])
  })
}

/** Text becomes bytes in UTF-8, as fields want it. */
function fieldValue(value: Located, name: string): string {
  const bytes = byteText(readText(value, `a value of ${name}`)).replace(/^[ \t]+|[ \t]+$/g, '')
  if (!isFieldValue(bytes))
    throw invalid(value.where, `a value of ${name} without control characters`, JSON.stringify(bytes))
  return bytes
}

function readName(value: Located): string {
  const name = readText(value, 'the name of a header field')
  if (!isFieldName(name)) throw wrong(value, 'the name of a header field')
  return name
}

export function listOf(value: Located): readonly Located[] {
  return value.kind === 'list' ? value.items : [value]
}
