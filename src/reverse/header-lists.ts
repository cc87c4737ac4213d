/** Header fields that may pass, or must not, in one direction. */
import { HeadEdit } from '../kit/edit-head.ts'
import type { Interceptor } from '../model/contract.ts'
import type { Head } from '../model/message.ts'
import type { HeaderLists } from '../model/route.ts'
import { onResponse } from './response-edit.ts'

/** Without these a message is another one, or none. */
const needed = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'content-type',
  'content-encoding',
  'connection',
  'upgrade',
  'te',
  'trailer',
  'date',
])

export function createRequestLists(lists: HeaderLists): Interceptor {
  const goes = compile(lists)
  return {
    name: 'reverse-request-headers',
    handle(request, next, context) {
      const edit = new HeadEdit(request.head, 'reverse request-headers')
      strip(edit, goes)
      if (edit.patches.length === 0) return next(request, context)
      return next({ ...request, head: edit.head, patches: [...request.patches, ...edit.patches] }, context)
    },
  }
}

export function createResponseLists(lists: HeaderLists): Interceptor {
  const goes = compile(lists)
  return onResponse('reverse-response-headers', 'reverse response-headers', (edit) => strip(edit, goes))
}

/** Whether a field of that name, in lower case, goes. WebSocket handshakes need theirs. */
function compile({ allow, deny }: HeaderLists): (name: string) => boolean {
  const allowed = allow && new Set(allow.map((name) => name.toLowerCase()))
  const denied = new Set(deny?.map((name) => name.toLowerCase()))
  return (name) =>
    denied.has(name) ||
    (allowed !== undefined && !allowed.has(name) && !needed.has(name) && !name.startsWith('sec-websocket-'))
}

function strip<H extends Head>(edit: HeadEdit<H>, goes: (name: string) => boolean): void {
  const names = edit.head.fields.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase())
  for (const name of new Set(names)) if (goes(name)) edit.remove(name)
}
