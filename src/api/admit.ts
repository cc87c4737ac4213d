/**
 * Who may use the API: whoever has the token, from a program and not from a web page. Host is checked because a page can
 * make its own name mean 127.0.0.1 (DNS rebinding); Origin, because only browsers send it.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { parseAuthority } from '../kit/authority.ts'
import { isLoopback, parseIp } from '../kit/ip.ts'
import { MiddleboxError } from '../model/errors.ts'

/** @throws MiddleboxError api_refused, unauthorized */
export function admit(
  { headers }: Pick<IncomingMessage, 'headers'>,
  { host, token }: { host: string; token: string },
): void {
  const named = parseAuthority(headers.host ?? '', 80)?.host
  if (named === undefined || !(isLoopback(named) || named === host || (isEverywhere(host) && parseIp(named))))
    throw new MiddleboxError(
      'api_refused',
      `Expected the API's own address as Host, got ${JSON.stringify(headers.host ?? '')}.`,
    )
  const { origin } = headers
  if (origin !== undefined && origin !== `http://${headers.host}`)
    throw new MiddleboxError('api_refused', `Expected no Origin, got ${JSON.stringify(origin)}.`)
  const given = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
  if (given === undefined || !sameText(given, token))
    throw new MiddleboxError(
      'unauthorized',
      `Expected Authorization: Bearer with the token, got ${given === undefined ? 'none' : 'another one'}.`,
    )
}

/** Listening on all addresses, each of them is its own; names are not, since anybody's name can mean one. */
export function isEverywhere(host: string): boolean {
  return parseIp(host)?.every((byte) => byte === 0) ?? false
}

/** Takes as long for every guess: digests are of one length, and compared whole. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
