/** What `send` was told to send: a URL, a curl command, or a file or standard input that holds a request in some form. */
import { resolve } from 'node:path'
import { isCurlLine, readCurl } from '../../../formats/curl.ts'
import type { CurlRequest } from '../../../formats/curl.ts'
import { readHarRequest } from '../../../formats/har-request.ts'
import { readRawRequest } from '../../../formats/raw-request.ts'
import { basicAuthorization, byteText, readUrl } from '../../../formats/request-parts.ts'
import { facts } from '../../../kit/files.ts'
import { MiddleboxError } from '../../../model/errors.ts'
import type { OutgoingRequest } from '../../../model/outgoing.ts'

export type Asked = {
  request: OutgoingRequest
  /** What else a curl command asked for. */
  curl?: Omit<CurlRequest, 'request'>
  /** For the user, one line each. */
  notes: readonly string[]
}

export type ArgumentDoors = {
  cwd: string
  /** The bytes of a file; `-` is standard input. */
  read(path: string): Promise<Uint8Array>
  boundary(): string
  userAgent: string
}

/** @throws MiddleboxError usage */
export async function readArgument(argument: string, doors: ArgumentDoors): Promise<Asked> {
  if (isCurlLine(argument)) return askedByCurl(argument, 'the curl command', doors)
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(argument)) return askedByUrl(argument, doors)
  if (argument === '-') return readContent(await doors.read('-'), 1, 'standard input', doors)
  const found = await findFile(argument, doors.cwd)
  if (found) return readContent(await doors.read(found.path), found.number, found.path, doors)
  if (looksLikeHost(argument)) return askedByUrl(argument, doors)
  const hint =
    argument === 'curl' ? 'Put the whole curl command in quotes, or give it on standard input: middlebox send -' : ''
  const expected = 'Expected a URL, a curl command in quotes, or a file'
  throw new MiddleboxError('usage', `${expected}, got ${JSON.stringify(argument)}, which is none.`, hint)
}

function askedByUrl(text: string, { userAgent }: ArgumentDoors): Asked {
  const { url, host, user } = readUrl(byteText(text), 'the URL')
  const authorization = user === undefined ? [] : ['Authorization', basicAuthorization(user)]
  const fields = ['Host', host, ...authorization, 'User-Agent', userAgent, 'Accept', '*/*']
  return { request: { method: 'GET', url, fields }, notes: [] }
}

async function askedByCurl(text: string, where: string, doors: ArgumentDoors): Promise<Asked> {
  const { request, ...curl } = await readCurl(text, doors.userAgent, where, doors)
  const names = [...new Set(curl.ignored)]
  const redirects = names.some((name) => name === '-L' || name.startsWith('--location'))
  const because = redirects ? ' (redirects are shown, not followed)' : ''
  const notes = names.length === 0 ? [] : [`ignored in ${where}: ${names.join(', ')}${because}`]
  return { request, curl, notes }
}

/** A file, and after `#` which of its requests; a file with such a name goes first. */
async function findFile(argument: string, cwd: string): Promise<{ path: string; number: number } | undefined> {
  const isThere = async (path: string) => (await facts(resolve(cwd, path)).catch(() => undefined)) !== undefined
  if (await isThere(argument)) return { path: argument, number: 1 }
  const [, path, number] = /^(.+)#([1-9]\d{0,6})$/.exec(argument) ?? []
  if (path !== undefined && (await isThere(path))) return { path, number: Number(number) }
  const isPath = /^[./~\\]/.test(argument)
  const hasEnding = /\.(har|http|rest|json|txt|raw|curl|sh)(#\d+)?$/i.test(argument)
  if (!isPath && (!hasEnding || /[/:]/.test(argument))) return undefined
  throw new MiddleboxError(
    'usage',
    `Expected a file, got ${JSON.stringify(path ?? argument)}, which does not exist.`,
    '',
  )
}

/** Without a scheme, as curl takes it: `localhost:3000/x`, `example.com`. */
function looksLikeHost(argument: string): boolean {
  const [host = ''] = /^[^/?#]*/.exec(argument)!
  return /^(localhost|[\w-]+(\.[\w-]+)+|[\w.-]+:\d+|\[[\da-f:.]+\](:\d+)?)(:\d+)?$/i.test(host)
}

async function readContent(bytes: Uint8Array, number: number, name: string, doors: ArgumentDoors): Promise<Asked> {
  const text = new TextDecoder().decode(bytes)
  if (isCurlLine(text)) return askedByCurl(text, name, doors)
  if (!/^\s*\{/.test(text)) return { request: readRawRequest(bytes, number, name), notes: [] }
  const { request, note } = readHarRequest(text, number, name)
  return { request, notes: note === undefined ? [] : [note] }
}
