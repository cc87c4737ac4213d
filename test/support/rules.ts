/** Rules without a wire: definitions from a few facts, a request sent through them, and what came of it. */
import type { ActionTools } from '../../src/actions/index.ts'
import { createCodec } from '../../src/content/encode.ts'
import { longestSearch } from '../../src/filter/index.ts'
import { BytesBody, emptyBody } from '../../src/kit/body.ts'
import { createFakeClock } from '../../src/kit/clock.ts'
import { draw } from '../../src/kit/draw.ts'
import type { Context, Handler } from '../../src/model/contract.ts'
import type { ProxyEvent } from '../../src/model/event.ts'
import type { Body, Request, RequestHead, ResponseHead } from '../../src/model/message.ts'
import type { ActionDefinition, RuleDefinition } from '../../src/model/rule.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { faultAction } from '../../src/pipeline/rules/fault-action.ts'
import type { RulesWorld } from '../../src/pipeline/rules/world.ts'
import { buildRequestHead, buildResponseHead } from './exchange.ts'
import { contextFor, read } from './origin.ts'

export function ruleOf(
  match: string,
  action: string,
  attributes: object = {},
  facts: Partial<RuleDefinition> = {},
): RuleDefinition {
  const step: ActionDefinition = { action, attributes: { ...attributes } }
  return { name: 'r', match, enabled: true, chance: 1, do: [step], ...facts }
}

export function rulesWorld(
  change: Partial<RulesWorld> = {},
): RulesWorld & { clock: ReturnType<typeof createFakeClock> } {
  return {
    seed: '00',
    draw,
    codec: createCodec(1 << 20),
    filterOptions: {},
    more: [faultAction],
    ...change,
    clock: createFakeClock(),
  }
}

/** A GET of http://example.test/ in absolute form, unless the facts say otherwise. */
export function requestOf(
  facts: Partial<RequestHead> & { body?: string | Body; host?: string; path?: string } = {},
): Request {
  const { body, host = 'example.test', path = '/', ...own } = facts
  const head = buildRequestHead({ target: `http://${host}${path}`, fields: ['Host', host], ...own })
  const target = { scheme: 'http' as const, host, port: 80, path, protocol: 'auto' as const }
  const content = typeof body === 'string' ? new BytesBody(Buffer.from(body)) : (body ?? emptyBody())
  return { head, target, body: content, patches: [] }
}

export function answerOf(
  body: string | Body = '',
  facts: Partial<ResponseHead> = {},
): Extract<Verdict, { kind: 'respond' }> {
  const content = typeof body === 'string' ? new BytesBody(Buffer.from(body)) : body
  const fields = content.length === null ? [] : ['Content-Length', String(content.length)]
  return {
    kind: 'respond',
    head: buildResponseHead({ fields, ...facts }),
    body: content,
    from: 'upstream',
    patches: [],
  }
}

export type Outcome = {
  verdict: Verdict
  /** The request that came through, if one did. */
  sent: Request | undefined
  events: ProxyEvent[]
  /** Of an answer. */
  text: string
}

export type Through = (request: Request, next: Handler, context: Context) => Verdict | Promise<Verdict>

/** Sends a request through; `upstream` answers it. */
export async function through(
  handle: Through,
  request = requestOf(),
  upstream: () => Verdict | Promise<Verdict> = () => answerOf('from the upstream'),
  change: Partial<Context> = {},
): Promise<Outcome> {
  const events: ProxyEvent[] = []
  const context: Context = { ...contextFor({}).context, emit: (event) => void events.push(event), ...change }
  let sent: Request | undefined
  const next: Handler = (asked) => {
    sent = asked
    return upstream()
  }
  const verdict = await handle(request, next, context)
  const text = verdict.kind === 'respond' ? (await read(verdict.body)).text : ''
  return { verdict, sent, events, text }
}

/** Tools that keep what is said through them. */
export function toolsOf() {
  const said = {
    bodies: [] as unknown[][],
    warnings: [] as string[],
    marks: [] as object[],
    otherwise: [] as (() => Verdict)[],
  }
  const counts = new Map<string, number>()
  const states = new Map<string, string>()
  const tools: ActionTools = {
    rule: 'r',
    cause: 'rule r',
    random: () => 0.5,
    dice: () => 0.5,
    now: () => 0,
    after: () => ({ stop: () => {} }),
    warn: (message) => void said.warnings.push(message),
    mark: (mark) => void said.marks.push(mark),
    tellBody: (...body) => void said.bodies.push(body),
    otherwise: (answer) => void said.otherwise.push(answer),
    codec: createCodec(1 << 20),
    longest: longestSearch,
    count: (name) => {
      counts.set(name, (counts.get(name) ?? 0) + 1)
      return counts.get(name)!
    },
    state: (name) => states.get(name) ?? 'Started',
    setState: (name, value) => void states.set(name, value),
    hold: () => Promise.resolve({ kind: 'resume' }),
  }
  return { tools, ...said }
}

/** What the ledger says was done to a head, in short. */
export function ledger(patches: Request['patches']): string[] {
  return patches.map(
    ({ op, index, name, value, cause }) => `${op} ${index} ${name}${value === undefined ? '' : `=${value}`} (${cause})`,
  )
}
