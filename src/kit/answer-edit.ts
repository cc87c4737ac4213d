/** Changing the answer that the rest of the chain gives: its fields with their causes, its body with its length. */
import type { Request, ResponseHead } from '../model/message.ts'
import type { ByteStage, StageTools } from '../model/stage.ts'
import type { Verdict } from '../model/verdict.ts'
import { pipeThrough } from './body-stage.ts'
import { HeadEdit } from './edit-head.ts'
import { getField, hasField } from './fields.ts'
import { injected } from './injected.ts'

export type Answer = Extract<Verdict, { kind: 'respond' }>

/** Who changes it, and with what clock and dice. */
export type Changer = Pick<StageTools, 'now' | 'after' | 'random'> & { fault: string; rule: string }

/** The verdict with `change` made to it, when it is an answer; a switch of protocols or an abort passes. */
export async function changeAnswer(
  verdict: Verdict | Promise<Verdict>,
  change: (answer: Answer) => Verdict,
): Promise<Verdict> {
  const settled = await verdict
  return settled.kind === 'respond' ? change(settled) : settled
}

/** False where the answer carries no content whatever its fields say (RFC 9110 §6.4.1). */
export function hasContent(request: Request, { head, body }: Answer): boolean {
  return request.head.method !== 'HEAD' && head.status !== 204 && head.status !== 304 && body.length !== 0
}

/** Server-Sent Events whose borders can be seen: encoded ones are opaque. */
export function isEventStream({ head: { fields } }: Answer): boolean {
  const coding = getField(fields, 'content-encoding') ?? 'identity'
  return /^text\/event-stream\b/i.test(getField(fields, 'content-type') ?? '') && coding === 'identity'
}

/** The answer with other fields; every change has the fault as its cause. */
export function editFields(
  answer: Answer,
  changer: Pick<Changer, 'fault'>,
  change: (edit: HeadEdit<ResponseHead>) => void,
): Answer {
  const edit = new HeadEdit(answer.head, `fault ${changer.fault}`)
  change(edit)
  return { ...answer, head: edit.head, patches: [...answer.patches, ...edit.patches] }
}

/** The answer with its body seen through a stage. A Content-Length is made to say `length`, or removed when that is null. */
export function stageBody(answer: Answer, changer: Changer, stage: ByteStage, length: number | null): Answer {
  const { now, after, random, fault, rule } = changer
  const failure = (how: 'close' | 'reset') => injected(fault, rule, 'cut the body', how)
  const body = pipeThrough(answer.body, stage, { now, after, random, length, failure })
  if (length === answer.body.length || !hasField(answer.head.fields, 'content-length')) return { ...answer, body }
  const repaired = editFields(answer, changer, (edit) => {
    if (length === null) edit.remove('content-length')
    else edit.set('Content-Length', String(length))
  })
  return { ...repaired, body }
}
