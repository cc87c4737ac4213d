/** Stages that know where the events of a stream end: Server-Sent Events in the body, messages of a WebSocket after its switch. */
import type { Context } from '../model/contract.ts'
import type { Request } from '../model/message.ts'
import type { ByteStage } from '../model/stage.ts'
import type { Verdict } from '../model/verdict.ts'
import { type Changer, isEventStream, stageBody } from './answer-edit.ts'
import { EventBorders, type EventPart } from './event-borders.ts'
import { getField } from './fields.ts'
import { FrameBorders } from './frame-borders.ts'

export type Borders = { split(chunk: Uint8Array): EventPart[] }

/** Any other verdict passes. `keeps`: every byte of a body comes through, so that its length stays. */
export async function stageEvents(
  verdict: Verdict | Promise<Verdict>,
  request: Request,
  context: Context,
  changer: Changer,
  stage: (borders: () => Borders) => ByteStage,
  keeps = false,
): Promise<Verdict> {
  const settled = await verdict
  if (settled.kind === 'respond' && isEventStream(settled)) {
    const length = keeps ? settled.body.length : null
    return stageBody(
      settled,
      changer,
      stage(() => new EventBorders()),
      length,
    )
  }
  if (settled.kind === 'switch' && isWebSocket(request))
    armDown(
      context,
      changer,
      stage(() => new FrameBorders()),
    )
  return settled
}

export function isWebSocket({ head }: Request): boolean {
  return head.protocol === 'websocket' || getField(head.fields, 'upgrade')?.toLowerCase() === 'websocket'
}

/** For the bytes that the client gets after the switch. */
export function armDown(context: Context, { rule, fault, random }: Changer, stage: ByteStage): void {
  context.arm((_rule, purpose) => random(purpose)).down.push({ rule, name: fault, stage })
}
