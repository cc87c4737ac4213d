/** A curl command line, as typed or as browsers copy it, read as a request: with curl's defaults and its order of fields. */
import { Buffer } from 'node:buffer'
import { hasField } from '../kit/fields.ts'
import type { OutgoingRequest } from '../model/outgoing.ts'
import { readCurlData } from './curl-data.ts'
import type { CurlData } from './curl-data.ts'
import type { CurlDoors } from './curl-doors.ts'
import { readCurlOptions } from './curl-options.ts'
import type { CurlOption } from './curl-options.ts'
import type { FieldEdit } from './edit-request.ts'
import { editFields, readFieldEdit } from './edit-request.ts'
import { basicAuthorization, byteText, mistake, plainText, readMethod, readUrl, shown } from './request-parts.ts'
import type { ReadUrl } from './request-parts.ts'
import { shellWords } from './shell-words.ts'

export type CurlRequest = {
  request: OutgoingRequest
  /** Options about the connection, which have the same names here; '' for a switch. */
  connection: readonly { flag: string; value: string }[]
  /** Of the command: `-i`, `-f`, and `--compressed`, which also decodes the answer. */
  include: boolean
  fail: boolean
  decoded: boolean
  /** Options without effect, as written. */
  ignored: readonly string[]
}

export function isCurlLine(text: string): boolean {
  return /^\s*(\$ )?curl(\.exe)?\s/.test(text)
}

/** @throws MiddleboxError usage, and what `doors.read` throws */
export async function readCurl(text: string, userAgent: string, where: string, doors: CurlDoors): Promise<CurlRequest> {
  if (/\^"|\^\r?\n/.test(text))
    throw mistake(where, 'a curl command for bash', 'one for cmd', 'Choose "Copy as cURL (bash)".')
  const [, ...words] = shellWords(byteText(text.trim().replace(/^\$ /, '')), where)
  const options = readCurlOptions(words, where)
  const has = (name: string) => options.some((option) => option.name === name)
  const data = await readCurlData(options, where, doors)
  const to = urlOf(options, where, has('get') ? data : undefined)
  const body = has('get') ? undefined : data
  return {
    request: {
      method: methodOf(options, where, body !== undefined),
      url: to.url,
      fields: fieldsOf(options, to, body, userAgent, where),
      ...(body === undefined ? {} : { body: Buffer.from(body.bytes, 'latin1') }),
      protocol: has('http1.1') ? 'http/1.1' : has('http2-prior-knowledge') ? 'h2' : 'auto',
    },
    connection: options
      .filter(({ part }) => part === 'connection')
      .map(({ name, value }) => ({ flag: name, value: plainText(value) })),
    include: has('include') || has('show-headers') || has('head'),
    fail: has('fail'),
    decoded: has('compressed'),
    ignored: options
      .filter((option) => option.part === 'ignored' || isCookieFile(option))
      .map(({ spelling }) => spelling),
  }
}

function urlOf(options: readonly CurlOption[], where: string, query: CurlData | undefined): ReadUrl {
  const [first, second] = options.filter(({ name }) => name === 'url')
  if (first === undefined) throw mistake(where, 'a URL in the curl command', 'none')
  if (second !== undefined) throw mistake(where, 'one URL', `${shown(first.value)} and ${shown(second.value)}`)
  const [bare = ''] = first.value.split('#', 1)
  const joint = query === undefined ? '' : bare.includes('?') ? '&' : '?'
  return readUrl(`${bare}${joint}${query?.bytes ?? ''}`, where)
}

function methodOf(options: readonly CurlOption[], where: string, hasBody: boolean): string {
  const named = options.findLast(({ name }) => name === 'request')
  if (named !== undefined) return readMethod(named.value, where)
  if (options.some(({ name }) => name === 'head')) return 'HEAD'
  return hasBody ? 'POST' : 'GET'
}

/** The order of curl's own http.c: its fields first, `-H` after them, what describes the body last. */
function fieldsOf(
  options: readonly CurlOption[],
  to: ReadUrl,
  body: CurlData | undefined,
  userAgent: string,
  where: string,
): string[] {
  const last = (name: string) => options.findLast((option) => option.name === name)?.value
  const edits = options.filter(({ name }) => name === 'header').map(({ value }) => readFieldEdit(value, where))
  const own: FieldEdit[] = []
  const add = (name: string, value: string | undefined) => {
    if (value !== undefined && value !== '') own.push({ name, value })
  }
  add('Host', to.host)
  add('Authorization', authorization(last('user') ?? to.user, last('oauth2-bearer')))
  add('Range', last('range') === undefined ? undefined : `bytes=${last('range')!}`)
  add('User-Agent', last('user-agent') ?? userAgent)
  add('Accept', body?.json ? 'application/json' : '*/*')
  add('Accept-Encoding', options.some(({ name }) => name === 'compressed') ? 'deflate, gzip, br, zstd' : undefined)
  add('Referer', last('referer')?.replace(/;auto$/, ''))
  add('Cookie', cookies(options))
  const plain = own.filter(
    ({ name }) => name === 'Host' || !edits.some((edit) => edit.name.toLowerCase() === name.toLowerCase()),
  )
  const fields = editFields(
    plain.flatMap(({ name, value }) => [name, value ?? '']),
    edits,
  )
  if (body === undefined) return fields
  const chunked = hasField(fields, 'transfer-encoding')
  if (!chunked && !hasField(fields, 'content-length')) fields.push('Content-Length', String(body.bytes.length))
  if (!edits.some(({ name }) => name.toLowerCase() === 'content-type')) fields.push('Content-Type', body.contentType)
  return fields
}

function authorization(user: string | undefined, bearer: string | undefined): string | undefined {
  return bearer !== undefined ? `Bearer ${bearer}` : user !== undefined ? basicAuthorization(user) : undefined
}

function cookies(options: readonly CurlOption[]): string {
  const given = options.filter((option) => option.name === 'cookie' && !isCookieFile(option))
  return given.map(({ value }) => value).join('; ')
}

/** `-b name=value`; without `=` it names a file of cookies, which is not read. */
function isCookieFile({ name, value }: CurlOption): boolean {
  return name === 'cookie' && !value.includes('=')
}
