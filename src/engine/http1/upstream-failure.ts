/** What is said of an HTTP/1 upstream whose connection ended too early, or whose bytes are no answer. */
import type { Failure } from '../../model/message.ts'
import { alertAdvice, alertMeaning, alertOf } from '../upstream/tls-alert.ts'
import type { Malformed } from './malformed.ts'

/** How far an answer had come. */
export type Progress = {
  /** The final head was there. */
  headSeen: boolean
  /** What there was of a head that was not complete, as latin1. */
  partial?: string | undefined
}

/** Its FIN. */
export function closedEarly(progress: Progress): Failure {
  const message = `the upstream closed the connection ${when(progress, 'without an answer')}`
  return { code: 'upstream_closed', message, leg: 'upstream', ...bytesOf(progress) }
}

export function brokenConnection(error: NodeJS.ErrnoException, progress: Progress): Failure {
  const how = when(progress, 'before it answered')
  if (error.code === 'ECONNRESET' || error.code === 'EPIPE') {
    const message = `the upstream reset the connection ${how}`
    return { code: 'upstream_reset', message, leg: 'upstream', ...bytesOf(progress) }
  }
  const alerted = alertFailure(error)
  if (alerted !== undefined) return alerted
  const message = `the upstream connection failed (${error.code ?? error.message}) ${how}`
  return { code: 'upstream_closed', message, leg: 'upstream', ...bytesOf(progress) }
}

/** TLS 1.3 lets the client finish its handshake before the server has looked at its certificate (RFC 8446 §4.4.2.4). */
export function alertFailure(error: NodeJS.ErrnoException): Failure | undefined {
  const alert = alertOf(error)
  if (alert === undefined) return undefined
  const message = `the upstream ended the TLS connection with the alert ${alert}${alertMeaning(alert)}`
  return { code: 'tls_alert', message, leg: 'upstream', ...alertAdvice(alert) }
}

export function unreadableAnswer(error: Malformed, bytes: string): Failure {
  const code = error.limit === undefined ? 'upstream_malformed' : 'upstream_head_too_large'
  return { code, message: `the upstream's answer is not valid HTTP: ${error.message}`, leg: 'upstream', bytes }
}

function when({ headSeen, partial = '' }: Progress, silent: string): string {
  if (headSeen) return 'before the response was complete'
  if (partial === '') return silent
  return `after ${partial.length} ${partial.length === 1 ? 'byte' : 'bytes'} of a head`
}

function bytesOf({ headSeen, partial = '' }: Progress): { bytes?: string } {
  return headSeen || partial === '' ? {} : { bytes: partial }
}
