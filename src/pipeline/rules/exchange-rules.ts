/** The rules at work on one exchange: chosen when their filter can be decided, acting in order on the way up and on the way down. */
import type { ActionTools, Answer, Steps } from '../../actions/index.ts'
import { collectBody } from '../../kit/collect-body.ts'
import { diffHeads } from '../../kit/diff-heads.ts'
import { getField } from '../../kit/fields.ts'
import { urlOf } from '../../kit/request-url.ts'
import type { Context, Handler } from '../../model/contract.ts'
import type { BodyRecord, Exchange } from '../../model/exchange.ts'
import type { Body, Request, ResponseHead } from '../../model/message.ts'
import type { Verdict } from '../../model/verdict.ts'
import { type Attempts, fingerprintOf } from './attempts.ts'
import type { CompiledRule } from './compile-rule.ts'
import { type Dice, createDice, createTools } from './exchange-tools.ts'
import type { Memory } from './memory.ts'
import { type Tally, decideRule, giveBack } from './occasion.ts'
import { Turns } from './turns.ts'
import type { RulesWorld } from './world.ts'

/** Bytes of a body that filters wait for and search. */
export const maxMatchBody = 1024 * 1024

/** A rule and what it remembers. */
export type LiveRule = CompiledRule & { tally: Tally }

export type Shared = { world: RulesWorld; startedAt: number; attempts: Attempts; memory: Memory }

type Step = { steps: Steps; tools: ActionTools }

export class ExchangeRules {
  readonly #shared: Shared
  readonly #rules: readonly LiveRule[]
  readonly #next: Handler
  readonly #context: Context
  readonly #subject: Partial<Exchange>
  /** For those chosen so far; a rule that is not in it does not act. */
  readonly #chosen = new Map<LiveRule, ActionTools>()
  readonly #turns: Turns
  #later: readonly LiveRule[] = []
  #request: Request
  #fallback: (() => Verdict) | undefined
  /** The head that the upstream answered with, if it was asked. */
  #upstream: ResponseHead | undefined
  #fingerprint: string | undefined
  #dice: Dice | undefined

  constructor(shared: Shared, rules: readonly LiveRule[], request: Request, next: Handler, context: Context) {
    this.#shared = shared
    this.#rules = rules
    this.#next = next
    this.#context = context
    this.#turns = new Turns(context)
    this.#request = request
    const { head } = request
    this.#subject = {
      id: context.id,
      kind: context.kind === 'upgrade' ? 'websocket' : context.kind,
      mode: context.mode,
      client: context.client,
      method: head.method,
      url: context.kind === 'connect' ? head.target : urlOf(request),
      status: null,
      legs: [{ request: head }],
    }
    // Counted here, where all requests pass that any rule could draw for.
    if (rules.some((rule) => rule.draws)) this.#fingerprint = this.#count(request)
  }

  run(): Verdict | Promise<Verdict> {
    const { body } = this.#request
    if (body.length === 0 || !this.#rules.some((rule) => rule.readsRequest && rule.byHead(this.#subject) === undefined))
      return this.#begin()
    return this.#collect(body, 'request').then(({ record, body: again }) => {
      this.#subject.requestBody = record
      this.#request = { ...this.#request, body: again }
      return this.#begin()
    })
  }

  #begin(): Verdict | Promise<Verdict> {
    for (const rule of this.#rules)
      if (rule.moment === 'request' && rule.filter.matches(this.#subject)) this.#choose(rule)
    this.#later = this.#rules.filter((rule) => rule.moment === 'response' && rule.byHead(this.#subject) !== false)
    if (this.#chosen.size === 0 && this.#later.length === 0) return this.#next(this.#request, this.#context)
    const steps = this.#rules.flatMap((rule) => this.#stepsOf(rule))
    const verdict = this.#up(steps, 0, this.#request)
    return this.#turns.until(
      verdict instanceof Promise ? verdict.then((settled) => this.#answered(settled)) : this.#answered(verdict),
    )
  }

  #stepsOf(rule: LiveRule): Step[] {
    const tools = this.#chosen.get(rule)
    return tools === undefined ? [] : rule.steps.map((steps) => ({ steps, tools }))
  }

  /** Decides whether a rule that matches acts. */
  #choose(rule: LiveRule): void {
    const { world, memory } = this.#shared
    if (!memory.meets(rule.definition.requires)) return
    const decision = decideRule(this.#shared, rule, () => this.#fingerprint!)
    if (decision === undefined) return
    const { acts, draw } = decision
    if (!acts) return this.#turns.say(rule, [], draw)
    const otherwise = (answer: () => Verdict): void => void (this.#fallback ??= answer)
    const dice = (this.#dice ??= createDice(world, this.#fingerprint ?? ''))
    const tools = createTools(rule, world, this.#context, dice, otherwise, memory)
    this.#chosen.set(rule, tools)
    // What marks the exchange acts at once, whoever answers.
    if (rule.steps.some(({ note }) => note !== undefined)) this.#turns.say(rule, rule.explained, draw)
    else this.#turns.wait(rule, tools, draw)
    for (const { note } of rule.steps) note?.(tools)
  }

  /** Up from step `from`: to the first answer, or to whoever comes after the rules. */
  #up(steps: readonly Step[], from: number, request: Request): Verdict | Promise<Verdict> {
    const context = this.#context
    let now = request
    for (let at = from; at < steps.length; at++) {
      const { steps: one, tools } = steps[at]!
      if (one.answer ?? (context.kind === 'connect' ? undefined : (one.request ?? one.handle))) this.#turns.came(tools)
      const answer = one.answer?.(now, tools)
      if (answer instanceof Promise) {
        const asked = now
        return answer.then((settled) =>
          settled === undefined ? this.#up(steps, at + 1, asked) : this.#own(settled, asked, steps.slice(at + 1)),
        )
      }
      if (answer !== undefined) return this.#own(answer, now, steps.slice(at + 1))
      if (context.kind === 'connect') continue
      const changed = one.request?.(now, tools) ?? now
      if (changed instanceof Promise) return changed.then((settled) => this.#up(steps, at + 1, settled))
      now = changed
      if (one.handle !== undefined) return this.#around(one.handle, steps.slice(at + 1), now, tools)
    }
    if (this.#fallback !== undefined) return this.#own(this.#fallback(), now)
    const verdict = this.#next(now, context)
    return verdict instanceof Promise ? verdict.then((settled) => this.#seen(settled)) : this.#seen(verdict)
  }

  #around(handle: NonNullable<Steps['handle']>, left: readonly Step[], request: Request, tools: ActionTools) {
    let passed = false
    const inner = (changed: Request): Verdict | Promise<Verdict> => {
      passed = true
      return this.#up(left, 0, changed)
    }
    const done = (verdict: Verdict): Verdict => {
      if (!passed) giveBack(this.#chosen, left)
      return verdict
    }
    const verdict = handle(request, inner, this.#context, tools)
    return verdict instanceof Promise ? verdict.then(done) : done(verdict)
  }

  #seen(verdict: Verdict): Verdict {
    if (verdict.kind !== 'abort' && verdict.from === 'upstream') this.#upstream = verdict.head
    return verdict
  }

  /** An answer of ours: what the client still sends is read and kept for display, and goes nowhere. */
  #own(verdict: Verdict, { body }: Request, left: readonly Step[] = []): Verdict {
    if (!body.used) body.pipe(nowhere)
    giveBack(this.#chosen, left)
    return verdict
  }

  #answered(verdict: Verdict): Verdict | Promise<Verdict> {
    if (verdict.kind === 'abort' || this.#context.kind === 'connect') return verdict
    if (this.#later.length === 0) return this.#down(verdict)
    this.#subject.status = verdict.head.status
    this.#subject.legs = [{ ...this.#subject.legs![0], response: verdict.head }]
    if (verdict.kind === 'switch' || !this.#waitsForBody(verdict)) return this.#decideLater(verdict)
    return this.#collect(verdict.body, 'response').then(({ record, body }) => {
      this.#subject.responseBody = record
      return this.#decideLater({ ...verdict, body })
    })
  }

  /** Streams are never waited for: they may have no end. */
  #waitsForBody({ head, body }: Extract<Verdict, { kind: 'respond' }>): boolean {
    if (body.length === 0 || this.#subject.method === 'HEAD') return false
    if (/^text\/event-stream\b/i.test(getField(head.fields, 'content-type') ?? '')) return false
    return this.#later.some((rule) => rule.readsResponse)
  }

  #decideLater(verdict: Answer): Verdict | Promise<Verdict> {
    for (const rule of this.#later) if (rule.filter.matches(this.#subject)) this.#choose(rule)
    return this.#down(verdict)
  }

  /** Down through all rules that were chosen, in their order. */
  async #downSlowly(verdict: Answer, steps: readonly (Step & { late: boolean })[]): Promise<Verdict> {
    let now: Verdict = verdict
    for (const { steps: one, tools, late } of steps) {
      if (late || one.response !== undefined) this.#turns.cameDown(tools)
      if (late && one.answer !== undefined) now = this.#replaced(now, await one.answer(this.#request, tools), tools)
      if (late && one.handle !== undefined) {
        const before: Verdict = now
        const handled = await one.handle(this.#request, () => before, this.#context, tools)
        now = handled.from === before.from ? handled : this.#replaced(before, handled, tools)
      }
      if (now.kind === 'abort') return now
      if (one.response !== undefined) now = await one.response(now, this.#request, tools)
      if (now.kind === 'abort') return now
    }
    // The ledger tells how the upstream's head became the client's; without an upstream there is nothing to tell.
    return this.#upstream !== undefined || now.patches.length === 0 ? now : { ...now, patches: [] }
  }

  #down(verdict: Answer): Verdict | Promise<Verdict> {
    const steps = this.#rules.flatMap((rule) =>
      this.#stepsOf(rule).map((step) => ({ ...step, late: rule.moment === 'response' })),
    )
    const busy = steps.some(
      ({ steps: one, late }) => one.response !== undefined || (late && (one.answer ?? one.handle) !== undefined),
    )
    return busy ? this.#downSlowly(verdict, steps) : verdict
  }

  #replaced(before: Verdict, answer: Verdict | undefined, { cause, tellBody }: ActionTools): Verdict {
    if (answer === undefined || before.kind === 'abort') return before
    if (before.kind === 'respond') before.body.cancel()
    else before.channel?.close('close')
    if (answer.kind === 'abort' || this.#upstream === undefined) return answer
    if (before.kind === 'respond') tellBody('response', before.body.length === 0 ? [] : undefined)
    return { ...answer, patches: [...before.patches, ...diffHeads(before.head, answer.head, cause)] }
  }

  async #collect(body: Body, side: 'request' | 'response'): Promise<{ record: BodyRecord; body: Body }> {
    const { chunks, size, complete, body: again } = await collectBody(body, maxMatchBody)
    if (!complete && size >= maxMatchBody) {
      const message = `a filter of a rule searched the first ${maxMatchBody} bytes of a longer ${side} body`
      this.#context.emit({
        type: 'warning',
        at: this.#context.now(),
        code: 'rule_body_cut',
        message,
        exchange: this.#context.id,
      })
    }
    return { record: { size, kept: size, chunks }, body: again }
  }

  #count({ head }: Request): string {
    const fingerprint = fingerprintOf(head, this.#subject.url!)
    return `${fingerprint} #${this.#shared.attempts.next(fingerprint)}`
  }
}

const nowhere = { write: () => true, end: () => {}, fail: () => {} }
