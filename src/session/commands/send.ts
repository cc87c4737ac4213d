/** `send`: a request of the user's own, new or made from one that passed. */
import { frameRequest } from '../../formats/edit-request.ts'
import { readUrl } from '../../formats/request-parts.ts'
import { hasField } from '../../kit/fields.ts'
import { MiddleboxError } from '../../model/errors.ts'
import type { OutgoingRequest } from '../../model/outgoing.ts'
import { defineCommand } from './command.ts'
import { contentOptions, readEdit, requestOptions } from './parts/message-arguments.ts'
import { outgoingOf } from './parts/outgoing-of.ts'
import { exchangeOf } from './parts/subjects.ts'

export const send = defineCommand({
  name: 'send',
  summary: 'sends a request, new or like that of an exchange with changes',
  group: 'exchanges',
  options: {
    url: requestOptions.url,
    method: requestOptions.method,
    exchange: { kind: 'text', summary: 'the id of an exchange to start from', default: '' },
    ...contentOptions,
  },
  run(values, world) {
    const base: OutgoingRequest =
      values.exchange === '' ? { method: 'GET', url: '', fields: [] } : outgoingOf(exchangeOf(world, values.exchange))
    const { method = base.method, url = base.url, fields = base.fields, body } = readEdit(values, base.fields)
    if (url === '') throw new MiddleboxError('usage', 'Expected a url, or an exchange to start from, got neither.')
    const named = hasField(fields, 'host') && values.url === '' ? fields : withHost(fields, url)
    const content = body ?? base.body
    const { replayOf } = base
    // To another server it goes by itself, and not by the routes that led to this one.
    const site = URL.parse(url)?.origin === URL.parse(base.url)?.origin ? base.site : undefined
    const request = {
      method,
      url,
      fields: named,
      ...(content && { body: content }),
      ...(replayOf && { replayOf }),
      ...(site !== undefined && { site }),
    }
    return { exchange: world.send(frameRequest(request).request) }
  },
})

function withHost(fields: readonly string[], url: string): readonly string[] {
  const rest = fields.filter((_, index) => fields[index - (index % 2)]!.toLowerCase() !== 'host')
  return ['Host', readUrl(url, 'url').host, ...rest]
}
