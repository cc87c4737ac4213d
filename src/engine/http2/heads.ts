/** Heads between Node's raw h2 lists and ours: pseudo fields apart, and what h2 cannot carry noted as patches. */
import type { Patch } from '../../model/hop.ts'
import type { RequestHead, ResponseHead } from '../../model/message.ts'
import { factsOf } from '../http1/encode-request.ts'
import { checkStatusLine } from '../http1/made.ts'
import { splitPseudo, toHttp2Fields } from './fields.ts'

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
