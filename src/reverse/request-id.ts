/** An id for each request, for logs on both sides: the client's where it has one, on the way up and in the answer, also in one of our own. */
import { Buffer } from 'node:buffer'
import { HeadEdit } from '../kit/edit-head.ts'
import { getField, hasField } from '../kit/fields.ts'
import type { Random } from '../kit/random.ts'
import type { Interceptor } from '../model/contract.ts'
import type { RequestHead } from '../model/message.ts'
import { claimFields } from './own-fields.ts'
import { onEveryResponse } from './response-edit.ts'

const idBytes = 16

export function createRequestId({ header }: { header: string }, random: Random): Interceptor {
  const echo = onEveryResponse('reverse-request-id', 'reverse request-id', (edit, { head }) => {
    const id = getField(head.fields, header)
    if (id !== undefined && !hasField(edit.head.fields, header)) edit.add(header, id)
  })
  return {
    name: 'reverse-request-id',
    handle(request, next, context) {
      const edit = new HeadEdit<RequestHead>(request.head, 'reverse request-id')
      if (!hasField(request.head.fields, header)) edit.add(header, Buffer.from(random.bytes(idBytes)).toString('hex'))
      claimFields(edit, [header])
      if (edit.patches.length === 0) return echo.handle(request, next, context)
      const marked = { ...request, head: edit.head, patches: [...request.patches, ...edit.patches] }
      return echo.handle(marked, next, context)
    },
  }
}
