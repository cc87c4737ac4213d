/** Max-Forwards (RFC 9110 §7.6.2): TRACE and OPTIONS count down; at zero this proxy is the one that answers. */
import { getField } from '../kit/fields.ts'
import type { Patch } from '../model/hop.ts'
import type { Request } from '../model/message.ts'
import type { Verdict } from '../model/verdict.ts'
import { BytesBody } from '../kit/body.ts'

export function limitForwards(request: Request): Request | (Verdict & { kind: 'respond' }) {
  const { head } = request
  if (head.method !== 'TRACE' && head.method !== 'OPTIONS') return request
  const value = getField(head.fields, 'max-forwards')
  if (value === undefined || !/^\d+$/.test(value)) return request
  if (Number(value) === 0) return answer(request)
  const index = head.fields.findIndex((name, i) => i % 2 === 0 && name.toLowerCase() === 'max-forwards')
  const fields = [...head.fields]
  // A number beyond what a double holds is as good as no limit, but must stay a number.
  fields[index + 1] = String(Math.min(Number(value) - 1, Number.MAX_SAFE_INTEGER))
  const patch: Patch = {
    op: 'set',
    index: index / 2,
    name: fields[index]!,
    value: fields[index + 1]!,
    before: value,
    cause: 'max-forwards',
  }
  return { ...request, head: { ...head, fields }, patches: [...request.patches, patch] }
}

/** TRACE is answered with the request as it arrived (RFC 9110 §9.3.8), without what may be secret. */
function answer({ head, body }: Request): Verdict & { kind: 'respond' } {
  body.cancel()
  const secret = /^(authorization|proxy-authorization|cookie)$/i
  const lines = head.fields.flatMap((name, i) =>
    i % 2 === 0 && !secret.test(name) ? [`${name}: ${head.fields[i + 1]!}\r\n`] : [],
  )
  const echoed =
    head.method === 'TRACE' ? `${head.method} ${head.target} HTTP/${head.version}\r\n${lines.join('')}\r\n` : ''
  // The head was read as latin1: written so, it is byte for byte what arrived.
  const content = new BytesBody(Buffer.from(echoed, 'latin1'))
  const fields =
    head.method === 'TRACE'
      ? ['Content-Type', 'message/http', 'Content-Length', String(content.length)]
      : ['Allow', 'GET, HEAD, POST, PUT, DELETE, PATCH, OPTIONS, TRACE, CONNECT', 'Content-Length', '0']
  return {
    kind: 'respond',
    head: { status: 200, reason: 'OK', version: '1.1', fields },
    body: content,
    from: 'middlebox',
    patches: [],
  }
}
