/** `send`: a request of the user's own, new or made from one that passed. */
import { codingsOf } from '../../content/decode.ts'
import { encodeBeside } from '../../content/encode.ts'
import { editFields, frameRequest } from '../../formats/edit-request.ts'
import { readUrl } from '../../formats/request-parts.ts'
import { getField, getFields, hasField, sameName } from '../../kit/fields.ts'
import { MiddleboxError } from '../../model/errors.ts'
import type { Fields } from '../../model/message.ts'
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
  async run(values, world) {
    const base: OutgoingRequest =
      values.exchange === '' ? { method: 'GET', url: '', fields: [] } : outgoingOf(exchangeOf(world, values.exchange))
    const { method = base.method, url = base.url, fields = base.fields, body } = readEdit(values, base.fields)
    if (url === '') throw new MiddleboxError('usage', 'Expected a url, or an exchange to start from, got neither.')
    const named = hostNamed(fields, base, url) ? fields : withHost(fields, url)
    const content = body === undefined ? { fields: named, body: base.body } : await coded(named, body)
    const { replayOf } = base
    // To another server it goes by itself, and not by the routes that led to this one.
    const site = URL.parse(url)?.origin === URL.parse(base.url)?.origin ? base.site : undefined
    const request = {
      method,
      url,
      fields: content.fields,
      ...(content.body && { body: content.body }),
      ...(replayOf && { replayOf }),
      ...(site !== undefined && { site }),
    }
    return { exchange: world.send(frameRequest(request).request) }
  },
})

/** New content is in the codings that the fields name; a coding we do not know goes, and the content is as it is. */
async function coded(fields: Fields, content: Uint8Array): Promise<{ fields: Fields; body: Uint8Array }> {
  const coding = codingsOf(getFields(fields, 'content-encoding').join(',')).join(',')
  if (coding === '' || content.length === 0) return { fields, body: content }
  const body = await encodeBeside(content, coding)
  return body === undefined ? { fields: without(fields, 'content-encoding'), body: content } : { fields, body }
}

function without(fields: Fields, name: string): string[] {
  return fields.filter((_, index) => !sameName(fields[index - (index % 2)]!, name))
}

/** Host stands as it is where somebody wrote it, and where it goes to the same server. */
function hostNamed(fields: Fields, base: OutgoingRequest, url: string): boolean {
  if (!hasField(fields, 'host')) return false
  const written = getField(fields, 'host') !== getField(base.fields, 'host')
  return written || url === base.url || readUrl(url, 'url').host === readUrl(base.url, 'url').host
}

function withHost(fields: Fields, url: string): Fields {
  const { host } = readUrl(url, 'url')
  return hasField(fields, 'host') ? editFields(fields, [{ name: 'Host', value: host }]) : ['Host', host, ...fields]
}
