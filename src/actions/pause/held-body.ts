/** The body of what is paused: read as far as it is shown and can be edited, and whole again for whoever comes next. */
import { Buffer } from 'node:buffer'
import { collectBody } from '../../kit/collect-body.ts'
import type { Body } from '../../model/message.ts'
import type { PausedBody } from '../../model/paused.ts'
import type { ActionTools } from '../action.ts'

/** Bytes of a body that are held; a longer one passes as it is, after them. */
export const maxHeld = 1024 * 1024

/** ms in which a body must have come to be held in full: who sends bit by bit is not to wait for its own end. */
const patience = 1_000

export type HeldBody = { shown: PausedBody; body: Body }

/** `look` false = the body cannot be waited for: its sender waits for us, or it has no end. */
export async function holdBody(body: Body, look: boolean, tools: Pick<ActionTools, 'after'>): Promise<HeldBody> {
  if (body.length === 0) return { shown: { data: new Uint8Array(0), complete: true }, body }
  if (!look) return { shown: { data: new Uint8Array(0), complete: false }, body }
  const enough = new AbortController()
  const timer = tools.after(patience, () => enough.abort())
  const { chunks, complete, body: again } = await collectBody(body, maxHeld, enough.signal)
  timer.stop()
  return { shown: { data: new Uint8Array(Buffer.concat(chunks)), complete }, body: again }
}
