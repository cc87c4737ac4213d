/** `pause`: a breakpoint. The exchange, or a message of its WebSocket, waits until somebody says how it goes on. */
import { Buffer } from 'node:buffer'
import { formatDuration } from '../kit/duration.ts'
import { discard } from '../kit/body.ts'
import { getField } from '../kit/fields.ts'
import { withoutCompression } from '../kit/plain-websocket.ts'
import { urlOf } from '../kit/request-url.ts'
import type { Context, Handler } from '../model/contract.ts'
import type { MessageStage } from '../model/message-stage.ts'
import type { Request } from '../model/message.ts'
import type { PausedBody, PausedEdit, PausedRequest, Release } from '../model/paused.ts'
import type { Verdict } from '../model/verdict.ts'
import { type ActionTools, type Answer, defineAction } from './action.ts'
import { deskAnswer, editedAnswer, editedRequest } from './pause/go-on.ts'
import { holdBody } from './pause/held-body.ts'

type Values = { on?: 'request' | 'response' | 'both' | 'message'; timeout?: number; then?: 'resume' | 'drop' }

export const pause = defineAction<Values>({
  name: 'pause',
  summary: 'holds the exchange until somebody resumes, edits, drops or answers it',
  example: '{ on: request, timeout: 30s, then: drop }',
  attributes: {
    on: {
      kind: 'choice',
      choices: ['request', 'response', 'both', 'message'],
      summary: 'where it waits; when not given, wherever the filter fits: request, response, each WebSocket message',
    },
    timeout: { kind: 'duration', summary: 'the longest wait; none when not given' },
    then: { kind: 'choice', choices: ['resume', 'drop'], summary: 'what happens after it; resume when not given' },
  },
  latest: ({ on }) => (on === 'request' || on === 'both' ? 'request' : 'response'),
  check: ({ timeout, then }) =>
    then !== undefined && timeout === undefined ? 'Expected a timeout to go with then, got none' : undefined,
  explain({ on, timeout, then = 'resume' }) {
    const where = {
      request: 'the request',
      response: 'the response',
      both: 'request and response',
      message: 'each message',
    }
    const limit = timeout === undefined ? '' : `, for at most ${formatDuration(timeout)}, then ${then} it`
    return `pause ${on === undefined ? 'the exchange' : where[on]}${limit}`
  },
  prepare(values, moment = 'request') {
    const { on } = values
    const early = moment === 'request' && on !== 'response' && on !== 'message'
    const messages = on === undefined || on === 'message'
    return {
      ...((early || messages) && {
        handle: (request, next, context, tools) => up(values, { early, messages }, request, next, context, tools),
      }),
      ...((on === undefined || on === 'response' || on === 'both') && {
        response: (answer, request, tools) => holdResponse(values, answer, request, tools),
      }),
    }
  },
})

type Parts = { early: boolean; messages: boolean }

function up(
  values: Values,
  { early, messages }: Parts,
  request: Request,
  next: Handler,
  context: Context,
  tools: ActionTools,
): Verdict | Promise<Verdict> {
  const watched = messages && context.kind === 'upgrade' ? withoutCompression(request, tools.cause) : request
  const held = early ? holdRequest(values, watched, next, context, tools) : next(watched, context)
  if (messages && context.kind === 'upgrade') armMessages(values, watched, context, tools)
  return held
}

async function holdRequest(
  values: Values,
  request: Request,
  next: Handler,
  context: Context,
  tools: ActionTools,
): Promise<Verdict> {
  // Who waits for 100 Continue sends its body only when the upstream has answered so (RFC 9110 §10.1.1).
  const { shown, body } = await holdBody(request.body, getField(request.head.fields, 'expect') === undefined, tools)
  const whole = { ...request, body }
  const release = await tools.hold({ ...limit(values), at: 'request', request: shownRequest(whole, shown) })
  switch (release.kind) {
    case 'resume':
      return next(release.edit === undefined ? whole : editRequest(whole, release.edit, shown, tools), context)
    case 'answer':
      body.pipe(discard)
      return deskAnswer(release.answer)
    default:
      body.pipe(discard)
      return dropped(release.kind, tools)
  }
}

function editRequest(request: Request, edit: PausedEdit, { data }: PausedBody, tools: ActionTools): Request {
  return editedRequest(request, edit, tools.codec, (bytes) => {
    if (Buffer.compare(bytes, data) !== 0) tools.tellBody('request', [bytes], 'edit')
  })
}

async function holdResponse(values: Values, answer: Answer, request: Request, tools: ActionTools): Promise<Verdict> {
  const { status, reason, fields } = answer.head
  let whole = answer
  let body: PausedBody = { data: new Uint8Array(0), complete: false }
  if (answer.kind === 'respond' && request.head.method !== 'HEAD' && status !== 204 && status !== 304) {
    const held = await holdBody(answer.body, !isEndless(answer), tools)
    whole = { ...answer, body: held.body }
    body = held.shown
  }
  const release = await tools.hold({
    ...limit(values),
    at: 'response',
    request: shownRequest(request, { data: new Uint8Array(0), complete: false }),
    response: { status, reason, fields, body },
  })
  if (release.kind === 'resume')
    return release.edit === undefined ? whole : editAnswer(whole, release.edit, body, tools)
  letGo(whole)
  if (release.kind !== 'answer') return dropped(release.kind, tools)
  if (whole.kind === 'respond')
    tools.tellBody('response', body.complete || whole.body.length === 0 ? [body.data] : undefined, 'edit')
  return deskAnswer(release.answer, whole)
}

function editAnswer(answer: Answer, edit: PausedEdit, { data }: PausedBody, tools: ActionTools): Answer {
  return editedAnswer(answer, edit, tools.codec, (bytes) => {
    if (Buffer.compare(bytes, data) !== 0) tools.tellBody('response', [data], 'edit')
  })
}

function armMessages(values: Values, request: Request, context: Context, tools: ActionTools): void {
  const seen = shownRequest(request, { data: new Uint8Array(0), complete: true })
  const stage: MessageStage = async (message, signal) => {
    const release = await tools.hold({ ...limit(values), at: 'message', request: seen, message }, signal)
    if (release.kind === 'drop') return 'drop'
    const data = release.kind === 'resume' ? release.edit?.body : undefined
    return data === undefined ? 'pass' : { kind: message.kind, data }
  }
  ;(context.arm(tools.dice).messages ??= []).push({ rule: tools.rule, stage })
}

function limit({ timeout, then = 'resume' }: Values) {
  return { then, ...(timeout !== undefined && { timeout }) }
}

function shownRequest(request: Request, body: PausedBody): PausedRequest {
  const { method, fields } = request.head
  return { method, url: urlOf(request), fields, body }
}

function letGo(answer: Answer): void {
  if (answer.kind === 'respond') answer.body.cancel()
  else answer.channel?.close('close')
}

/** Answers that are meant to go on for ever are shown without their body. */
function isEndless({ head, body }: Extract<Answer, { kind: 'respond' }>): boolean {
  const type = getField(head.fields, 'content-type') ?? ''
  return (
    body.length === null && /^(text\/event-stream|application\/(x-ndjson|grpc)|multipart\/x-mixed-replace)/i.test(type)
  )
}

function dropped(kind: Exclude<Release['kind'], 'resume' | 'answer'>, { cause }: ActionTools): Verdict {
  const failure =
    kind === 'drop'
      ? ({ code: 'blocked', message: `dropped while it was paused by ${cause}`, leg: 'middlebox' } as const)
      : ({ code: 'client_abort', message: 'the client went while it was paused', leg: 'client' } as const)
  return { kind: 'abort', how: 'reset', scope: 'stream', from: 'middlebox', failure }
}
