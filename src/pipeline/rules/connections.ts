/** Rules at work before any request is known: on a client's TLS handshake, and on tunnels that nobody looks into. */
import { formatAuthority } from '../../kit/authority.ts'
import { emptyBody } from '../../kit/body.ts'
import type { Connection, ConnectionRules, LinkStages, TunnelRules } from '../../model/connection.ts'
import type { Context } from '../../model/contract.ts'
import type { ClientInfo, Exchange, FaultTrace, RuleTrace } from '../../model/exchange.ts'
import type { Request } from '../../model/message.ts'
import type { Plan } from '../../model/plan.ts'
import type { LiveRule, Shared } from './exchange-rules.ts'
import { type Dice, createDice } from './exchange-tools.ts'
import { type Tally, decideRule } from './occasion.ts'
import { type RuleChange, restage } from './running.ts'

/** Handshakes remembered, for the exchanges that follow on those connections. */
const remembered = 1_000

export type ConnectionLedger = ConnectionRules & {
  /** Puts down to an exchange what its client met in the handshake, if it went on in spite of it. */
  tell(context: Context): void
}

/** `changed`: the rules as they are, and what their last replacement changed. */
export function createConnectionRules(shared: Shared, changed: () => RuleChange): ConnectionLedger {
  const live = () => changed().now
  const shown = new Map<string, { rule: RuleTrace; fault: FaultTrace }>()
  return {
    handshake(connection) {
      const subject = subjectOf(connection, 'https')
      const keyOf = createKey(shared, `TLS ${subject.url}`)
      for (const rule of live()) {
        const [step] = rule.handshakes
        if (step === undefined || rule.byConnection(subject) !== true) continue
        const trace = decideFor(shared, rule, keyOf)
        if (trace === undefined || trace.actions.length === 0) continue
        shown.delete(clientKey(connection.client))
        shown.set(clientKey(connection.client), { rule: trace, fault: step.trace })
        if (shown.size > remembered) shown.delete(shown.keys().next().value!)
        return { rule: rule.definition.name, name: step.trace.name, how: step.how }
      }
      return undefined
    },
    meetsAnew: (connection) => {
      const subject = subjectOf(connection, 'https')
      return [...changed().added].some((rule) => rule.handshakes.length > 0 && rule.byConnection(subject) === true)
    },
    running(id, plan) {
      const { recorded, emit } = shared.world
      const exchange = recorded?.(id)
      if (exchange === undefined || emit === undefined) return undefined
      return restage(shared, changed(), exchange, plan, emit)
    },
    tunnel: (connection) => tunnelRules(shared, live, connection),
    answers(connection) {
      const subject = subjectOf(connection, 'https')
      const may = ({ moment, steps }: LiveRule) =>
        moment === 'request' && steps.some(({ answer, handle }) => (answer ?? handle) !== undefined)
      return live().some((rule) => may(rule) && rule.byConnection(subject) !== false)
    },
    tell(context) {
      if (shown.size === 0) return
      const met = shown.get(clientKey(context.client))
      if (met === undefined) return
      const { id } = context
      context.emit({ type: 'rule', id, at: context.now(), trace: met.rule })
      context.emit({ type: 'fault', id, at: context.now(), fault: met.fault })
    },
  }
}

function tunnelRules(shared: Shared, live: () => readonly LiveRule[], connection: Connection): TunnelRules {
  const subject = subjectOf(connection, 'http')
  /** By the tally, which a rule keeps as long as it stays the same. */
  const decided = new Map<Tally, boolean>()
  let dice: Dice | undefined
  const keyOf = createKey(shared, `TUNNEL ${subject.url}`)
  const random: Plan['random'] = (rule, purpose) => (dice ??= createDice(shared.world, keyOf()))(rule, purpose)
  const acts = (rule: LiveRule): boolean => {
    const known = decided.get(rule.tally)
    if (known !== undefined) return known
    const trace = rule.byConnection(subject) === true ? decideFor(shared, rule, keyOf) : undefined
    const answer = trace !== undefined && trace.actions.length > 0
    decided.set(rule.tally, answer)
    return answer
  }
  return {
    stages(): LinkStages {
      const rules = live()
      for (const tally of decided.keys()) if (!rules.some((rule) => rule.tally === tally)) decided.delete(tally)
      const links = rules.filter((rule) => rule.links.length > 0 && acts(rule)).flatMap((rule) => rule.links)
      const ways = (way: 'up' | 'down') => links.filter((link) => link.way === way).map(({ armed }) => armed)
      return {
        up: ways('up'),
        down: ways('down'),
        random,
      }
    },
    dial() {
      const plan: Plan = { up: [], down: [], dial: [], random }
      const request = requestOf(connection)
      for (const rule of live()) {
        if (rule.dials.length === 0 || !acts(rule)) continue
        const { name } = rule.definition
        const tools = { rule: name, random: (purpose: string) => random(name, purpose), ...idle(shared) }
        for (const dial of rule.dials) dial.arm(plan, request, tools)
      }
      return plan.dial.find(({ failure }) => failure(request.target) !== undefined)
    },
  }
}

/** A tunnel as a request to its server: what is armed for a dial asks for no more than the target. */
function requestOf({ authority: { host, port } }: Connection): Request {
  const head = { method: 'CONNECT', target: formatAuthority(host, port), version: '1.1' as const, fields: [] }
  return { head, target: { scheme: 'http', host, port, path: '', protocol: 'auto' }, body: emptyBody(), patches: [] }
}

/** Counts the connection when the first draw is made for it. */
function createKey({ attempts }: Shared, fingerprint: string): () => string {
  let key: string | undefined
  return () => (key ??= `${fingerprint} #${attempts.next(fingerprint)}`)
}

function idle({ world: { clock } }: Shared) {
  return { now: () => clock.now(), after: (ms: number, run: () => void) => clock.after(ms, run) }
}

function decideFor(shared: Shared, rule: LiveRule, keyOf: () => string): RuleTrace | undefined {
  const decision = decideRule(shared, rule, keyOf)
  if (decision === undefined) return undefined
  const { acts, draw } = decision
  const { name } = rule.definition
  return { name, phase: 'connection', actions: acts ? rule.explained : [], ...(draw && { draw }) }
}

/** As filters see it: a CONNECT to where it goes, with the server name in the place of Host. */
function subjectOf({ client, authority, serverName }: Connection, scheme: 'http' | 'https'): Partial<Exchange> {
  const target = formatAuthority(authority.host, authority.port)
  const fields = ['Host', serverName ?? target]
  return {
    kind: 'connect',
    client,
    method: 'CONNECT',
    url: `${scheme}://${target}`,
    status: null,
    legs: [{ request: { method: 'CONNECT', target, version: '1.1', fields } }],
  }
}

function clientKey({ address, port }: ClientInfo): string {
  return `${address} ${port}`
}
