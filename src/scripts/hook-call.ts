/** One call of a hook, in the worker: what the hook is given, and what it wants, read back as plain data. */
import { format } from 'node:util'
import { checkReason, checkStatus, readReturned } from './answer.ts'
import { ContentOf, bytesOf } from './content.ts'
import { HeaderList, shown } from './headers.ts'
import type { AskedFacts, Call, CallFacts, Change, Content, Result } from './protocol.ts'
import type { FromWorker } from './protocol.ts'

export type CallWorld = {
  state: object
  post(message: FromWorker): void
  /** The body that belongs to this call. */
  content(): Promise<Content>
}

/** Characters of one line of a log. */
const longestLine = 4096

/** @throws whatever the hook throws, and TypeError for what it wants and cannot have */
export async function callHook(hook: (...given: unknown[]) => unknown, call: Call, world: CallWorld): Promise<Result> {
  const context = contextOf(call.facts, world)
  switch (call.hook) {
    case 'onRequest': {
      const request = Object.assign(new ContentOf(() => world.content()), asked(call.request))
      return settle(await hook(request, context), () => requestChange(request, call.request))
    }
    case 'onResponse': {
      const { status, reason, fields } = call.response
      const response = Object.assign(new ContentOf(() => world.content()), {
        status,
        reason,
        headers: new HeaderList(fields),
      })
      const given = { ...context, request: asked(call.request) }
      return settle(await hook(response, given), () => responseChange(response, call.response))
    }
    case 'onMessage': {
      const { direction, data } = call.message
      const message = { direction, data }
      const said = await hook(message, { ...context, request: asked(call.request) })
      if (said === 'drop') return { kind: 'drop' }
      if (said !== undefined && said !== null) throw new TypeError(`Expected nothing or 'drop', got ${shown(said)}`)
      return changed(message.data === data ? {} : { data: checkData(message.data) })
    }
    case 'onExchange': {
      await hook(call.exchange, context)
      return { kind: 'pass' }
    }
  }
}

function contextOf({ id, client, mode }: CallFacts, { state, post }: CallWorld) {
  return {
    id,
    client,
    mode,
    state,
    log: (...values: unknown[]) => post({ type: 'log', id, text: format(...values).slice(0, longestLine) }),
    tag: (...tags: unknown[]) => post({ type: 'mark', id, tags: tags.map(String) }),
    note: (text: unknown) => post({ type: 'mark', id, comment: String(text) }),
  }
}

function asked({ method, url, fields }: AskedFacts) {
  return { method, url, headers: new HeaderList(fields) }
}

async function settle(returned: unknown, change: () => Change): Promise<Result> {
  const answer = await readReturned(returned)
  if (answer === 'drop') return { kind: 'drop' }
  return answer === undefined ? changed(change()) : { kind: 'answer', answer }
}

function changed(change: Change): Result {
  return Object.keys(change).length === 0 ? { kind: 'pass' } : { kind: 'change', change }
}

type Edited = { headers: HeaderList; body: unknown }

function requestChange({ method, url, headers, body }: Edited & { method: unknown; url: unknown }, was: AskedFacts) {
  const change: Change = shared({ headers, body })
  if (method !== was.method) {
    if (typeof method !== 'string' || !/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(method) || method === 'CONNECT')
      throw new TypeError(`Expected request.method to be a method such as POST, got ${shown(method)}`)
    change.method = method
  }
  if (url !== was.url) {
    const text = url instanceof URL ? url.href : url
    if (typeof text !== 'string' || !/^https?:\/\/[^/\s]/i.test(text) || /[\x00-\x20\x7f]/.test(text))
      throw new TypeError(`Expected request.url to be an http or https URL, got ${shown(url)}`)
    change.url = text
  }
  return change
}

function responseChange(
  { status, reason, headers, body }: Edited & { status: unknown; reason: unknown },
  was: { status: number; reason: string },
): Change {
  const change: Change = shared({ headers, body })
  if (status !== was.status) change.status = checkStatus(status)
  if (reason !== was.reason) change.reason = checkReason(reason)
  return change
}

function shared({ headers, body }: Edited): Change {
  if (!(headers instanceof HeaderList))
    throw new TypeError(
      `Expected headers to be changed by set, append and delete, got ${shown(headers)} in their place`,
    )
  const fields = HeaderList.changesOf(headers)
  return {
    ...(fields !== undefined && { fields }),
    ...(body !== undefined && { body: bytesOf(body, 'body') }),
  }
}

function checkData(data: unknown): string | Uint8Array {
  const bytes = bytesOf(data, 'message.data')
  return typeof data === 'string' ? data : bytes
}
