/** What the user reads when no address could be connected to, and the code for it. */
import { isIP } from 'node:net'
import type { ErrorCode } from '../../model/errors.ts'
import { trouble, type DialAttempt, type Trouble } from './dial-failure.ts'

/** One failure for all attempts: the most telling code decides, since a refusal says more than a missing route. */
export function connectFailure(host: string, port: number, attempts: readonly DialAttempt[]): Trouble {
  const codes = new Set(attempts.map((attempt) => attempt.code))
  const code = ranking.find((candidate) => attempts.some((attempt) => errorCodeOf(attempt.code) === candidate))
  const [only] = codes
  const sentence =
    codes.size === 1
      ? `${subject(host, attempts)} ${verbOf(only!)} on port ${port}`
      : `${host} could not be connected to on port ${port}: ${attempts.map((attempt) => `${attempt.address} ${verbOf(attempt.code)}`).join(', ')}`
  return trouble(code ?? 'connect_failed', sentence)
}

/** No address answered within the time given; earlier refusals are named too. */
export function connectTimeout(host: string, port: number, attempts: readonly DialAttempt[], ms: number): Trouble {
  const waiting = attempts.filter((attempt) => attempt.code === 'cancelled')
  const others = attempts.filter((attempt) => attempt.code !== 'cancelled')
  const also = others.map((attempt) => `; ${attempt.address} ${verbOf(attempt.code)}`).join('')
  return trouble(
    'connect_timeout',
    `${subject(host, waiting)} did not answer on port ${port} within ${ms / 1000} s${also}`,
  )
}

const ranking: readonly ErrorCode[] = ['connect_refused', 'connect_timeout', 'connect_failed', 'connect_unreachable']

const known: Readonly<Record<string, { code: ErrorCode; verb: string }>> = {
  ECONNREFUSED: { code: 'connect_refused', verb: 'refused the connection' },
  ETIMEDOUT: { code: 'connect_timeout', verb: 'did not answer (ETIMEDOUT)' },
  EHOSTUNREACH: { code: 'connect_unreachable', verb: 'cannot be reached (EHOSTUNREACH)' },
  EHOSTDOWN: { code: 'connect_unreachable', verb: 'is down (EHOSTDOWN)' },
  ENETUNREACH: { code: 'connect_unreachable', verb: 'has no route from here (ENETUNREACH)' },
  ENETDOWN: { code: 'connect_unreachable', verb: 'has no route from here (ENETDOWN)' },
  EADDRNOTAVAIL: { code: 'connect_unreachable', verb: 'is not available from here (EADDRNOTAVAIL)' },
  EAFNOSUPPORT: { code: 'connect_unreachable', verb: 'is of a family this machine does not have (EAFNOSUPPORT)' },
  ECONNRESET: { code: 'connect_failed', verb: 'reset the connection' },
  ECONNABORTED: { code: 'connect_failed', verb: 'aborted the connection' },
  EMFILE: { code: 'connect_failed', verb: 'could not be tried (EMFILE: too many files are open, raise ulimit -n)' },
  ENFILE: { code: 'connect_failed', verb: 'could not be tried (ENFILE: too many files are open, raise ulimit -n)' },
  EACCES: { code: 'connect_failed', verb: 'may not be connected to from here (EACCES)' },
  EPERM: { code: 'connect_failed', verb: 'may not be connected to from here (EPERM)' },
}

function errorCodeOf(code: string): ErrorCode {
  return known[code]?.code ?? 'connect_failed'
}

function verbOf(code: string): string {
  return known[code]?.verb ?? `failed (${code})`
}

/** `example.test resolved to 10.0.0.1, which`, or the address alone when that is what was asked for. */
function subject(host: string, attempts: readonly DialAttempt[]): string {
  const addresses = [...new Set(attempts.map((attempt) => attempt.address))]
  if (isIP(host) && addresses.every((address) => address === host)) return host
  const which = addresses.length <= 1 ? 'which' : addresses.length === 2 ? 'which both' : 'which all'
  const list = addresses.length <= 1 ? addresses.join() : `${addresses.slice(0, -1).join(', ')} and ${addresses.at(-1)}`
  return addresses.length === 0 ? host : `${host} resolved to ${list}, ${which}`
}
