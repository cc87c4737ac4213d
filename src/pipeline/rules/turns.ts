/** What is said of the rules chosen for an exchange: of each when its turn comes, so that the record holds only what was done. */
import type { ActionTools } from '../../actions/index.ts'
import type { Context } from '../../model/contract.ts'
import type { RuleTrace } from '../../model/exchange.ts'
import type { LiveRule } from './exchange-rules.ts'

type Draw = RuleTrace['draw'] | undefined

export class Turns {
  readonly #context: Context
  readonly #waiting = new Map<ActionTools, { rule: LiveRule; draw: Draw }>()

  constructor(context: Context) {
    this.#context = context
  }

  say({ definition, filter }: LiveRule, actions: readonly string[], draw: Draw): void {
    const { id } = this.#context
    const trace = { name: definition.name, phase: filter.phase, actions, ...(draw && { draw }) }
    this.#context.emit({ type: 'rule', id, at: this.#context.now(), trace })
  }

  /** The rule acts if its turn comes. */
  wait(rule: LiveRule, tools: ActionTools, draw: Draw): void {
    this.#waiting.set(tools, { rule, draw })
  }

  came(tools: ActionTools): void {
    this.#told(tools, ({ explained }) => explained)
  }

  /** Its turn comes on the way down; what it would have done on the way up, it has not if somebody answered before it. */
  cameDown(tools: ActionTools): void {
    this.#told(tools, doneToResponses)
  }

  /** Follows what comes of the exchange; what is decided without a wait is passed on as it is. */
  until<V>(verdict: V | Promise<V>): V | Promise<V> {
    if (this.#waiting.size === 0) return verdict
    if (!(verdict instanceof Promise)) {
      this.#over()
      return verdict
    }
    const { signal } = this.#context
    const over = (): void => this.#over()
    // The record closes when the client leaves.
    signal.addEventListener('abort', over, { once: true })
    return verdict.finally(() => {
      signal.removeEventListener('abort', over)
      over()
    })
  }

  #told(tools: ActionTools, actionsOf: (rule: LiveRule) => readonly string[]): void {
    const waited = this.#waiting.get(tools)
    if (waited === undefined) return
    this.#waiting.delete(tools)
    this.say(waited.rule, actionsOf(waited.rule), waited.draw)
  }

  /** Nobody's turn comes any more: of those left, only the draws are told. */
  #over(): void {
    const left = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { rule, draw } of left) if (draw !== undefined) this.say(rule, [], draw)
  }
}

function doneToResponses({ definition, explained, steps, moment }: LiveRule): readonly string[] {
  if (moment === 'response') return explained
  // States that it sets are told and done before its actions.
  const told = explained.slice(explained.length - definition.do.length)
  const done = steps.slice(steps.length - definition.do.length)
  return told.filter((_, at) => done[at]!.response !== undefined)
}
