/**
 * A request written out: request line, fields, blank line, body, as on the wire or as editors keep it in .http files
 * (comments before the request line, `###` between requests). Lines may end in LF; the body is taken as it is.
 */
import { Buffer } from 'node:buffer'
import { getField, hasField } from '../kit/fields.ts'
import type { OutgoingRequest } from '../model/outgoing.ts'
import { mistake, readField, readMethod, readUrl, shown } from './request-parts.ts'

/** `number` counts from 1; `name` is the file's, for errors. @throws MiddleboxError usage */
export function readRawRequest(bytes: Uint8Array, number: number, name: string): OutgoingRequest {
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
  const sections = splitSections(text)
  const section = sections[number - 1]
  if (section === undefined) throw mistake(name, `at least ${number} requests`, String(sections.length))
  const { method, target, fields, at } = readHead(section, name)
  const framed = bodyOf(section.text, at, fields)
  const where = `${name}:${section.line + section.skipped}`
  return {
    method,
    url: readUrl(absolute(target, fields, where), where).url,
    fields: withHost(fields, target, where),
    ...framed,
  }
}

type Section = {
  text: string
  /** Of its first line, from 1. */ line: number
  /** Lines before the request line. */ skipped: number
}

/** The parts between `###` lines that hold a request. A stated Content-Length keeps such a line in the body. */
function splitSections(text: string): Section[] {
  const sections: Section[] = []
  let line = 1
  for (let rest = text; rest !== '';) {
    const length = sectionLength(rest)
    const part = rest.slice(0, length)
    const skipped = /^(?:[ \t]*(?:#.*|\/\/.*)?\r?\n)*/.exec(part)![0]
    const request = part.slice(skipped.length)
    const before = countLines(skipped)
    if (!/^[ \t]*((#|\/\/).*)?$/.test(request)) sections.push({ text: request, line, skipped: before })
    line += countLines(part)
    rest = rest.slice(length)
  }
  return sections
}

function sectionLength(text: string): number {
  const first = /^(?:[ \t]*(?:#.*|\/\/.*)?\r?\n)*/.exec(text)![0].length
  const blank = /\r?\n\r?\n/.exec(text.slice(first))
  const separator = /^###.*$/m.exec(text.slice(first))
  // At the very start it is a last line without an end: every other one was skipped.
  if (separator === null || first + separator.index === 0) return text.length
  if (blank === null || separator.index < blank.index) return first + separator.index
  const stated = /^content-length:[ \t]*(\d+)/im.exec(text.slice(first, first + blank.index))
  const from = first + blank.index + blank[0].length
  const body = /^###.*$/m.exec(text.slice(from + Number(stated?.[1] ?? 0)))
  return body === null ? text.length : from + Number(stated?.[1] ?? 0) + body.index
}

function countLines(text: string): number {
  return text.split('\n').length - 1
}

type Head = { method: string; target: string; fields: string[]; /** Offset of the body. */ at: number }

function readHead({ text, line: start, skipped }: Section, name: string): Head {
  const fields: string[] = []
  let number = start + skipped
  let at = 0
  const next = () => {
    const end = text.indexOf('\n', at)
    const line = text.slice(at, end < 0 ? text.length : end).replace(/\r$/, '')
    at = end < 0 ? text.length : end + 1
    return line
  }
  const { method, target } = readRequestLine(next(), `${name}:${number}`)
  while (at < text.length) {
    const line = next()
    number++
    if (line === '') break
    if (/^(#|\/\/)/.test(line)) continue
    if (/^[ \t]/.test(line)) throw mistake(`${name}:${number}`, 'a header field, not a folded line', shown(line))
    fields.push(...readField(line, `${name}:${number}`))
  }
  return { method, target, fields, at }
}

function readRequestLine(line: string, where: string): { method: string; target: string } {
  const found = /^([^\s:/]+)[ \t]+(\S+)(?:[ \t]+HTTP\/\d(?:\.\d)?)?[ \t]*$/i.exec(line)
  if (found) return { method: readMethod(found[1]!, where), target: unresolved(found[2]!, where) }
  // .http files may leave GET out.
  if (/^https?:\/\/\S+$/i.test(line)) return { method: 'GET', target: unresolved(line, where) }
  throw mistake(where, 'a request line such as "GET https://example.com/ HTTP/1.1"', line === '' ? 'none' : shown(line))
}

function unresolved(target: string, where: string): string {
  if (target.includes('{{'))
    throw mistake(where, 'a URL without variables', shown(target), 'Write the values in place of {{…}}.')
  return target
}

/** A path goes to the host of Host: over https when that names port 443, else over http. */
function absolute(target: string, fields: readonly string[], where: string): string {
  if (!target.startsWith('/')) return target
  const host = getField(fields, 'host')
  if (host === undefined) throw mistake(where, 'an absolute URL or a Host field', `only ${shown(target)}`)
  return `${host.endsWith(':443') ? 'https' : 'http'}://${host}${target}`
}

function withHost(fields: readonly string[], target: string, where: string): string[] {
  return hasField(fields, 'host') ? [...fields] : ['Host', readUrl(target, where).host, ...fields]
}

/** A body ends where Content-Length says, if there is that much; the line end that editors put last is not part of it. */
function bodyOf(text: string, at: number, fields: readonly string[]): { body?: Uint8Array } {
  const rest = text.slice(at)
  const stated = Number(getField(fields, 'content-length') ?? NaN)
  const chunked = /chunked/i.test(getField(fields, 'transfer-encoding') ?? '') ? dechunk(rest) : undefined
  const body =
    chunked ??
    (stated <= rest.length && /^\s*$/.test(rest.slice(stated)) ? rest.slice(0, stated) : rest.replace(/(\r?\n)+$/, ''))
  return body === '' && chunked === undefined ? {} : { body: Buffer.from(body, 'latin1') }
}

/** The content of a body that was copied with its chunk sizes; undefined when it was not. */
function dechunk(text: string): string | undefined {
  let content = ''
  for (let at = 0; ;) {
    const size = /^([0-9a-f]{1,8})(?:;[^\r\n]*)?\r?\n/i.exec(text.slice(at, at + 4096))
    if (size === null) return undefined
    const length = parseInt(size[1]!, 16)
    at += size[0].length
    if (length === 0) return content
    content += text.slice(at, at + length)
    const end = /^\r?\n/.exec(text.slice(at + length, at + length + 2))
    if (end === null) return undefined
    at += length + end[0].length
  }
}
