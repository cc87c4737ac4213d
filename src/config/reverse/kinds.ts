/** Kinds of values that only the reverse section has: matches, upstreams, shares, statuses, field names and values. */
import { Buffer } from 'node:buffer'
import { parseAuthority } from '../../kit/authority.ts'
import { parseMatch, matchExpected } from '../../routes/match-text.ts'
import { parseUpstream, upstreamExpected, upstreamReason } from '../../routes/upstream-text.ts'
import type { RouteMatch, UpstreamDefinition } from '../../model/route.ts'
import type { Kind } from '../kind.ts'
import { duration, text } from '../kinds.ts'

export const matchText: Kind<Pick<RouteMatch, 'text' | 'host' | 'path'>> = {
  expected: matchExpected,
  read(value) {
    const match = parseMatch(String(value))
    return typeof match === 'string' ? undefined : match
  },
  reason(value) {
    const match = parseMatch(String(value))
    return typeof match === 'string' ? match : undefined
  },
  schema: { type: 'string' },
}

export const upstreamText: Kind<UpstreamDefinition> = {
  expected: upstreamExpected,
  read: (value) => parseUpstream(String(value)),
  reason: (value) => upstreamReason(String(value)),
  schema: { type: ['string', 'integer'] },
}

export const share: Kind<number> = {
  expected: 'a share from 0 to 1, or from 0% to 100%',
  read(value) {
    const [, number, percent] = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(String(value).trim()) ?? []
    const found = number === undefined ? NaN : Number(number) / (percent ? 100 : 1)
    return found >= 0 && found <= 1 ? found : undefined
  },
  schema: {
    anyOf: [
      { type: 'number', minimum: 0, maximum: 1 },
      { type: 'string', pattern: '^\\d+(\\.\\d+)?\\s*%$' },
    ],
  },
}

/** `200` or `200-399`. */
export const statusRange: Kind<readonly [number, number]> = {
  expected: 'a status or a range of them, such as 200 or 200-399',
  read(value) {
    const [, low, high = low] = /^([1-5]\d\d)(?:\s*-\s*([1-5]\d\d))?$/.exec(String(value)) ?? []
    return low !== undefined && Number(low) <= Number(high) ? [Number(low), Number(high)] : undefined
  },
  schema: { anyOf: [{ type: 'integer' }, { type: 'string', pattern: '^[1-5]\\d\\d(\\s*-\\s*[1-5]\\d\\d)?$' }] },
}

/** A token of RFC 9110 §5.6.2, as which RFC 6265 §4.1.1 has cookie names too. */
function tokenOf(expected: string): Kind<string> {
  return {
    expected,
    read: (value) => (typeof value === 'string' && /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(value) ? value : undefined),
    schema: { type: 'string' },
  }
}

export const fieldName = tokenOf('the name of a header field')
export const cookieName = tokenOf('the name of a cookie')
export const keyName = tokenOf('the name of a header field or cookie')

/** What says how a message is read and where it goes; with another value it would be another message, or none. */
const reserved =
  /^(content-length|transfer-encoding|host|connection|keep-alive|proxy-.*|te|trailer|upgrade|expect|content-(type|encoding|range))$/i

/** A field that may have any value. */
export const freeField: Kind<string> = {
  ...fieldName,
  expected: 'the name of a header field such as X-Request-ID',
  read: (value, place) => (reserved.test(String(value)) ? undefined : fieldName.read(value, place)),
  reason: (value) => (reserved.test(String(value)) ? 'messages need it for themselves' : undefined),
}

/** Host and port as a Host field has them. */
export const hostField: Kind<string> = {
  expected: 'keep, rewrite, or a host such as api.test or api.test:8080',
  read: (value) => (typeof value === 'string' && parseAuthority(value, 80) !== undefined ? value : undefined),
  schema: { type: 'string' },
}

/** Where none at all would be no time to do anything in. */
export const someTime: Kind<number> = {
  ...duration(),
  expected: 'a duration above 0, such as 500ms, 30s or 1m30s',
  read: (value, place) => duration().read(value, place) || undefined,
  schema: { ...duration().schema, not: { pattern: '^0+(\\.0+)?(ms|s|m|h|d)?$' } },
}

export const method: Kind<string> = {
  expected: 'a method such as GET',
  read: (value) => (typeof value === 'string' && /^[A-Za-z-]+$/.test(value) ? value.toUpperCase() : undefined),
  schema: { type: 'string' },
}

/** A path and query to ask for. */
export const askedPath: Kind<string> = {
  expected: 'a path such as /healthz',
  read: (value) => (typeof value === 'string' && /^\/[\x21-\x7e]*$/.test(value) ? value : undefined),
  schema: { type: 'string', pattern: '^/' },
}

/** Names of services are a few words; what is longer has been put here by mistake. */
const longestService = 1024

export const serviceName: Kind<string> = {
  ...text,
  expected: `the name of a gRPC service, of at most ${longestService} bytes`,
  read(value, place) {
    const name = text.read(value, place)
    return name !== undefined && Buffer.byteLength(name) <= longestService ? name : undefined
  },
}

export const weight: Kind<number> = {
  expected: 'a weight from 1 to 1000',
  read: (value) => (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 1000 ? Number(value) : undefined),
  schema: { type: 'integer', minimum: 1, maximum: 1000 },
}
