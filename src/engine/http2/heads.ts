/** Heads between Node's raw h2 lists and ours: pseudo fields apart, and what h2 cannot carry noted as patches. */
import { type ServerHttp2Stream, constants } from 'node:http2'
import type { Patch } from '../../model/hop.ts'
import type { Failure, RequestHead, ResponseHead } from '../../model/message.ts'
import { diffHeads } from '../../kit/diff-heads.ts'
import { failureVerdict } from '../answer.ts'
import { factsOf } from '../http1/encode-request.ts'
import { checkStatusLine } from '../http1/made.ts'
import { Malformed } from '../http1/malformed.ts'
import type { Respond } from '../perform.ts'
import { splitPseudo, toHttp2Fields } from './fields.ts'

/** RFC 9113 §8.3.1 leaves the order to the sender; this one is most common, and ours for what came over HTTP/1. */
export const pseudoOrder: readonly string[] = [':method', ':protocol', ':scheme', ':authority', ':path']

/** A request head from what the client sent. */
export function requestHead(raw: readonly string[]): RequestHead {
  const { pseudo, fields } = splitPseudo(raw)
  const method = pseudo[':method'] ?? 'GET'
  const authority = pseudo[':authority']
  const target = pseudo[':path'] ?? authority ?? '/'
  return {
    method,
    target,
    version: '2',
    fields,
    ...(pseudo[':scheme'] !== undefined && { scheme: pseudo[':scheme'] }),
    ...(authority !== undefined && { authority }),
    ...(pseudo[':protocol'] !== undefined && { protocol: pseudo[':protocol'] }),
    ...ownOrder(Object.keys(pseudo)),
  }
}

/** Servers tell clients apart by the order, so that it is kept; only one that is not usual is worth noting. */
function ownOrder(names: readonly string[]): { pseudoOrder?: readonly string[] } {
  const usual = pseudoOrder.filter((name) => names.includes(name))
  return usual.every((name, i) => names[i] === name) ? {} : { pseudoOrder: names }
}

/**
 * Statuses above 599 are invalid (RFC 9110 §15), but HTTP/1 carries them and they are in use; Node sends none over h2.
 * What goes to the client instead of an upstream's answer with one. Throws Malformed on an answer that was made here.
 */
export function insteadOfUnsendable({ head, from, patches }: Respond): Respond | undefined {
  if (head.status <= 599) return undefined
  if (from !== 'upstream') throw new Malformed(`Expected a status from 200 to 599 over HTTP/2, got ${head.status}`)
  const failure: Failure = {
    code: 'upstream_malformed',
    message: `the upstream answered with the status ${head.status}, which HTTP/2 cannot carry: Expected 200 to 599`,
    leg: 'upstream',
    hint: 'Over HTTP/1.1 the client gets the answer as it is.',
  }
  const instead = failureVerdict(failure)
  return { ...instead, patches: [...patches, ...diffHeads(head, instead.head, 'h1-h2')] }
}

/** Sends an answer's head; a stream that cannot take it is reset. */
export function openAnswer(stream: ServerHttp2Stream, fields: readonly string[], ends: boolean): Failure | undefined {
  try {
    stream.respond(fields as never, { endStream: ends, waitForTrailers: !ends, sendDate: false } as never)
    return undefined
  } catch (error) {
    stream.close(constants.NGHTTP2_INTERNAL_ERROR)
    const message = `the answer cannot be sent over HTTP/2: ${(error as Error).message}`
    return { code: 'not_supported', message, leg: 'middlebox' }
  }
}

/** The head as h2 fields with `:status` first; what is lost or re-cased becomes patches. Throws Malformed on a head that was made here and cannot be sent. */
export function encodeHead(head: ResponseHead, patches: Patch[]): string[] {
  checkStatusLine(head.status, head.reason)
  if (head.version !== '2')
    patches.push({ op: 'set', index: -1, name: ':version', value: '2', before: head.version, cause: 'h1-h2' })
  if (head.reason !== '')
    patches.push({ op: 'set', index: -1, name: ':reason', value: '', before: head.reason, cause: 'h1-h2' })
  const fields = toHttp2Fields(head.fields, factsOf(head), patches, false)
  return [':status', String(head.status), ...fields]
}
