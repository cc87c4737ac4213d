/** What is said of an HTTP/1 upstream whose connection ended too early, or whose bytes are no answer. */
import type { Failure } from '../../model/message.ts'
import type { Malformed } from './malformed.ts'

/** Its FIN. `answering`: the final head had come. */
export function closedEarly(answering: boolean): Failure {
  const when = answering ? 'before the response was complete' : 'without an answer'
  return { code: 'upstream_closed', message: `the upstream closed the connection ${when}`, leg: 'upstream' }
}

export function brokenConnection(error: NodeJS.ErrnoException, answering: boolean): Failure {
  const when = answering ? 'before the response was complete' : 'before it answered'
  if (error.code === 'ECONNRESET' || error.code === 'EPIPE')
    return { code: 'upstream_reset', message: `the upstream reset the connection ${when}`, leg: 'upstream' }
  const message = `the upstream connection failed (${error.code ?? error.message}) ${when}`
  return { code: 'upstream_closed', message, leg: 'upstream' }
}

export function unreadableAnswer(error: Malformed, bytes: string): Failure {
  const code = error.limit === undefined ? 'upstream_malformed' : 'upstream_head_too_large'
  return { code, message: `the upstream's answer is not valid HTTP: ${error.message}`, leg: 'upstream', bytes }
}
