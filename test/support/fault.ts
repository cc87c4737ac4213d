/** For tests of faults: one fault on one answer or one stage, with a fake clock and known draws. */
import { expect } from 'vitest'
import { findFault } from '../../src/faults/index.ts'
import { createFakeClock } from '../../src/kit/clock.ts'
import { textBody } from '../../src/kit/body.ts'
import { parseOptions } from '../../src/kit/option-table.ts'
import { applyPatches } from '../../src/kit/patch.ts'
import type { Context } from '../../src/model/contract.ts'
import type { ProxyEvent } from '../../src/model/event.ts'
import type { Fault } from '../../src/model/fault.ts'
import type { Body, Request, ResponseHead } from '../../src/model/message.ts'
import type { Plan } from '../../src/model/plan.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { contextFor } from './origin.ts'
import { runStage, type Seen, type StageRun } from './stage.ts'

type Options = Record<string, unknown>

export function faultNamed(name: string): Fault {
  const fault = findFault(name)
  if (fault === undefined) throw new Error(`there is no fault ${name}`)
  return fault
}

/** The fault's byte stage at work. */
export function runBytes(name: string, options: Options, draws?: readonly number[]): StageRun {
  const fault = faultNamed(name)
  return runStage(fault.bytes!(parseOptions(fault.options, options, name)), draws)
}

export function request(fields: readonly string[] = [], more: Partial<Request['head']> = {}): Request {
  return {
    head: { method: 'GET', target: '/', version: '1.1', fields, ...more },
    target: { scheme: 'https', host: 'payments.test', port: 443, path: '/', protocol: 'auto' },
    body: textBody(''),
    patches: [],
  }
}

export type Answer = Extract<Verdict, { kind: 'respond' }>

export function answer(body: string | Body, fields: readonly string[] = [], status = 200): Answer {
  const head: ResponseHead = { status, reason: 'OK', version: '1.1', fields }
  return {
    kind: 'respond',
    head,
    body: typeof body === 'string' ? textBody(body) : body,
    from: 'upstream',
    patches: [],
  }
}

/** Runs the fault's `handle` again and again with the same values, as one rule does. */
export function ruleWith(name: string, options: Options, draws: readonly number[] = [0.5]) {
  const fault = faultNamed(name)
  const values = parseOptions(fault.options, options, name)
  const clock = createFakeClock(0)
  let drawn = 0
  const asked: Request[] = []
  const events: ProxyEvent[] = []
  const context: Context = { ...contextFor({}).context, emit: (event) => void events.push(event) }
  const tools = {
    rule: 'the rule',
    now: () => clock.now(),
    after: (ms: number, run: () => void) => clock.after(ms, run),
    random: () => draws[drawn++ % draws.length]!,
  }
  return {
    clock,
    asked,
    events,
    handle: async (upstream: Verdict, from: Request = request()): Promise<Verdict> => {
      const next = (passed: Request) => {
        asked.push(passed)
        return upstream
      }
      return fault.handle!(values, from, next, context, tools)
    },
  }
}

/** What the fault makes of an answer. Its patches must lead from the head that came in to the head that goes out. */
export async function changed(
  name: string,
  options: Options,
  upstream: Answer,
  from?: Request,
  draws?: readonly number[],
) {
  const rule = ruleWith(name, options, draws)
  const verdict = await rule.handle(upstream, from)
  if (verdict.kind !== 'respond') throw new Error(`${name} gave no answer`)
  if (rule.asked.length > 0) expect(applyPatches(upstream.head, verdict.patches).fields).toEqual(verdict.head.fields)
  return { ...rule, verdict, seen: pour(verdict.body, () => rule.clock.now()) }
}

/** What a body says, with the times. */
export function pour(body: Body, now: () => number = () => 0): Seen[] {
  const seen: Seen[] = []
  body.pipe({
    write: (chunk) => {
      if (chunk.length > 0) seen.push([now(), Buffer.from(chunk).toString('latin1')])
      return true
    },
    end: () => void seen.push([now(), 'end']),
    fail: ({ code }) => void seen.push([now(), `fail ${code}`]),
  })
  return seen
}

/** What a fault arms, with the failure of the dial of `https://payments.test`; the client asked for another server. */
export function armed(name: string, options: Options, scheme: 'http' | 'https' = 'https') {
  const fault = faultNamed(name)
  const plan: Plan = { down: [], up: [], dial: [], random: () => 0 }
  const asked = request()
  const tools = { rule: 'the rule', now: () => 0, after: () => ({ stop() {} }), random: () => 0 }
  const other = {
    ...asked.target,
    host: 'asked.test',
    port: 8000,
    scheme: scheme === 'http' ? 'https' : 'http',
  } as const
  fault.arm!(parseOptions(fault.options, options, name), plan, { ...asked, target: other }, tools)
  return plan.dial.flatMap((one) => {
    const failure = one.failure({ ...asked.target, scheme })
    return failure === undefined ? [] : [{ ...one, failure }]
  })
}

/** The fault explained with these options. */
export function explained(name: string, options: Options): string {
  const fault = faultNamed(name)
  return fault.explain(parseOptions(fault.options, options, name))
}
