/** Runs a negotiation without a socket, with the parent's answer in pieces. */
import type { Negotiation, Step } from '../../src/engine/upstream/negotiation.ts'

/** Feeds one answer for each thing said; `pieces` cuts each of them. The last step is what came of it. */
export function converse(
  negotiation: Negotiation,
  answers: readonly Uint8Array[],
  pieces: (answer: Uint8Array) => Uint8Array[] = (answer) => [answer],
): { said: Buffer[]; step: Step } {
  const said = [Buffer.from(negotiation.opening)]
  let step: Step = { kind: 'more' }
  for (const answer of answers) {
    for (const piece of pieces(answer)) {
      if (step.kind !== 'more') throw new Error(`The negotiation ended before the answer did: ${JSON.stringify(step)}`)
      step = negotiation.feed(piece)
      if (step.kind === 'more' && step.send) said.push(Buffer.from(step.send))
    }
  }
  return { said, step }
}

export function byteByByte(bytes: Uint8Array): Uint8Array[] {
  return [...bytes].map((byte) => Uint8Array.of(byte))
}
