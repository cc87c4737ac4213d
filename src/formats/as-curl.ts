/** A curl command that sends the same request: the same fields and bytes, and nothing that curl would add of its own. */
import { Buffer } from 'node:buffer'
import { quote } from '../kit/shell-word.ts'
import { sameName } from '../kit/fields.ts'
import type { Redactor } from '../kit/redact.ts'
import type { Exchange } from '../model/exchange.ts'
import { type Exported, type Portable, portableRequest, textOfBytes } from './portable.ts'
import { quoteBytes, quoteText } from './shell-quote.ts'

/** Bytes that fit on a command line: one argument of Linux holds 128 KiB. */
const longestArgument = 100_000

export function asCurl(exchange: Exchange, redactor?: Redactor): Exported {
  const request = portableRequest(exchange, redactor)
  const { body, url, notes } = request
  const { argument, before } = bodyArgument(body)
  const words = [
    ...methodWords(request),
    ...versionWords(request),
    // Brackets and braces are ranges to curl, and dots in paths are taken out.
    ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
    ...(/\/\.\.?(?=[/?#]|$)/.test(url) ? ['--path-as-is'] : []),
    ...fieldWords(request),
    ...argument,
  ]
  return { text: [`${before}curl ${quote(url)}`, ...words].join(' \\\n  '), notes }
}

function methodWords({ method, body }: Portable): string[] {
  if (method === (body === undefined ? 'GET' : 'POST')) return []
  return body === undefined && method === 'HEAD' ? ['--head'] : [`-X ${quote(method)}`]
}

/** Over TLS curl offers h2 unless told otherwise; without it, 1.1 is its default. */
function versionWords({ version, url }: Portable): string[] {
  if (version === '1.0') return ['--http1.0']
  if (url.startsWith('https:')) return version === '1.1' ? ['--http1.1'] : []
  return version === '2' ? ['--http2-prior-knowledge'] : []
}

function fieldWords({ fields, body, statedEmpty }: Portable): string[] {
  const has = (name: string) => fields.some(([one]) => sameName(one, name))
  const words = fields.map(([name, value]) => `-H ${quoteBytes(value === '' ? `${name};` : `${name}: ${value}`)}`)
  // What curl would add.
  const own = ['User-Agent', 'Accept', ...(body === undefined ? [] : ['Content-Type'])]
  const removed = own.filter((name) => !has(name)).map((name) => `-H '${name}:'`)
  // Above 1 MB curl asks first (RFC 9110 §10.1.1).
  if (body !== undefined && body.length > 1_000_000) removed.push("-H 'Expect:'")
  if (body === undefined && statedEmpty) words.push("-H 'Content-Length: 0'")
  if (has('accept-encoding')) words.push('--compressed')
  return [...words, ...removed]
}

/** Text stands in the command; other bytes come through base64. */
function bodyArgument(body: Uint8Array | undefined): { argument: string[]; before: string } {
  if (body === undefined) return { argument: [], before: '' }
  const text = body.length > longestArgument ? undefined : textOfBytes(body)
  if (text !== undefined) return { argument: [`--data-raw ${quoteText(text)}`], before: '' }
  // printf is part of the shell: no limit of arguments holds for it.
  const base64 = Buffer.from(body).toString('base64')
  return { argument: ['--data-binary @-'], before: `printf %s '${base64}' | base64 -d | ` }
}
