/**
 * Carries verdicts out. This is the only place that decides what happens on a client's connection; the ports are its hands,
 * one for HTTP/1 and one for HTTP/2.
 */
import type { Handler } from '../model/contract.ts'
import type { Failure, Request, ResponseHead } from '../model/message.ts'
import type { Verdict } from '../model/verdict.ts'
import { failureVerdict, isInjected, unsendable } from './answer.ts'
import type { LiveExchange } from './live-exchange.ts'

export type Respond = Extract<Verdict, { kind: 'respond' }>
export type Switch = Extract<Verdict, { kind: 'switch' }>
export type Abort = Extract<Verdict, { kind: 'abort' }>

export interface ClientPort {
  respond(verdict: Respond): void
  switch(verdict: Switch): void
  abort(verdict: Abort): void
  interim(head: ResponseHead): void
}

/** Runs the chain for one request and performs what comes back. A chain that throws is a defect that costs this exchange, not the proxy. */
export function run(handler: Handler, request: Request, exchange: LiveExchange, port: ClientPort): void {
  let verdict: Verdict | Promise<Verdict>
  try {
    verdict = handler(request, exchange)
  } catch (error) {
    perform(defect(exchange, error), exchange, port)
    return
  }
  if (verdict instanceof Promise) {
    verdict.then(
      (settled) => perform(settled, exchange, port),
      (error: unknown) => perform(defect(exchange, error), exchange, port),
    )
  } else perform(verdict, exchange, port)
}

function perform(verdict: Verdict, exchange: LiveExchange, port: ClientPort): void {
  // The client may have gone while the chain worked, or been refused over its body: what was fetched for it is let go.
  if (exchange.ended || exchange.responded) return discard(verdict)
  try {
    carryOut(verdict, port)
  } catch (error) {
    const failure = unsendable('answer', error)
    const instead = failure === undefined ? defect(exchange, error) : failureVerdict(failure)
    discard(verdict)
    // Half an answer cannot be taken back, only broken off.
    if (exchange.responded)
      port.abort({ kind: 'abort', how: 'reset', scope: 'stream', from: 'middlebox', failure: instead.failure! })
    else port.respond(instead)
  }
}

function carryOut(verdict: Verdict, port: ClientPort): void {
  switch (verdict.kind) {
    case 'respond':
      return port.respond(verdict)
    case 'switch':
      return port.switch(verdict)
    case 'abort':
      return port.abort(verdict)
    default:
      verdict satisfies never
  }
}

function discard(verdict: Verdict): void {
  if (verdict.kind === 'respond') verdict.body.cancel()
  else if (verdict.kind === 'switch') verdict.channel?.close('close')
}

/** The answer in place of what failed here, which is also told as a warning with its stack. */
export function defect(exchange: LiveExchange, error: unknown): Respond {
  const message = error instanceof Error ? error.message : String(error)
  const failure: Failure = { code: 'internal', message: `a part of Middlebox failed: ${message}`, leg: 'middlebox' }
  exchange.emit({
    type: 'warning',
    at: exchange.now(),
    code: 'internal',
    message: error instanceof Error ? (error.stack ?? message) : message,
    exchange: exchange.id,
  })
  return failureVerdict(failure)
}

/** How an exchange ends whose answer was written in full. */
export function outcomeOfAnswer(
  verdict: Respond | Switch,
): 'complete' | 'mock' | 'fault' | 'refused' | 'upstream_error' {
  switch (verdict.from) {
    case 'upstream':
      return 'complete'
    case 'mock':
    case 'fault':
      return verdict.from
    case 'middlebox': {
      const failure = verdict.kind === 'respond' ? verdict.failure : undefined
      if (failure === undefined) return 'complete'
      if (isInjected(failure)) return 'fault'
      return failure.leg === 'upstream' ? 'upstream_error' : 'refused'
    }
    default:
      return verdict.from satisfies never
  }
}
