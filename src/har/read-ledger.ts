/** Our own extension read back. It is a file like any other: what has not the right shape is left out. */
import type { Exchange, Outcome, Protocol } from '../model/exchange.ts'
import type { Hop, Patch } from '../model/hop.ts'
import type { Failure, ResponseHead } from '../model/message.ts'
import { readFields } from './read-fields.ts'
import { listOf, member, numberOf, textOf } from './source.ts'

/** The keys of an exchange that only the ledger knows; those absent are for the caller to guess. */
export type Ledger = Partial<Exchange> & { origin?: ResponseHead }

const outcomes: readonly Outcome[] = ['complete', 'client_abort', 'upstream_error', 'fault', 'mock', 'refused']

export function readLedger(value: unknown): Ledger {
  const outcome = outcomes.find((one) => one === member(value, 'outcome'))
  const error = readFailure(member(value, 'error'))
  const hops = listOf(member(value, 'hops')).map(readHop)
  const origin = readOrigin(member(value, 'origin'))
  const cassette = member(value, 'cassette')
  return {
    ...texts(value),
    ...(member(value, 'mode') === 'reverse' && { mode: 'reverse' as const }),
    ...(outcome !== undefined && { outcome }),
    ...(error !== undefined && { error }),
    ...endpoints(value),
    ...(hops.length > 0 && { hops }),
    ...(origin !== undefined && { origin }),
    ...traces(value),
    ...(isObject(cassette) && { cassette: cassette as Exchange['cassette'] }),
    interim: listOf(member(value, 'interim')).filter((status) => typeof status === 'number'),
    tags: strings(member(value, 'tags')),
    profiles: strings(member(value, 'profiles')),
  }
}

function texts(
  value: unknown,
): Pick<Partial<Exchange>, 'id' | 'parent' | 'route' | 'marked' | 'replayOf' | 'unparsed'> {
  const found = {
    id: 'flowId',
    parent: 'parent',
    route: 'route',
    marked: 'marked',
    replayOf: 'replayOf',
    unparsed: 'unparsed',
  } as const
  const entries = Object.entries(found).flatMap(([key, name]) => {
    const text = textOf(member(value, name))
    return text === undefined ? [] : [[key, text] as const]
  })
  return Object.fromEntries(entries)
}

function endpoints(value: unknown): Pick<Partial<Exchange>, 'client' | 'upstream'> {
  const [client, upstream] = [member(value, 'client'), member(value, 'upstream')]
  return {
    ...(isEndpoint(client) && { client }),
    ...(isEndpoint(upstream) && { upstream: { ...upstream, reused: member(upstream, 'reused') === true } }),
  }
}

type Endpoint = { address: string; port: number; protocol: Protocol }

function isEndpoint(value: unknown): value is Endpoint {
  return typeof member(value, 'address') === 'string' && typeof member(value, 'port') === 'number' && isProtocol(value)
}

function isProtocol(value: unknown): boolean {
  return ['http/1.0', 'http/1.1', 'h2', 'h2c'].includes(textOf(member(value, 'protocol')) ?? '')
}

/** Rules, faults and attempts: whole ones only. */
function traces(value: unknown): Pick<Exchange, 'rules' | 'faults' | 'attempts'> {
  const whole = (key: string, ...needed: string[]): never[] =>
    listOf(member(value, key)).filter((each) => needed.every((name) => member(each, name) !== undefined)) as never[]
  return {
    rules: whole('rules', 'name', 'phase', 'actions'),
    faults: whole('faults', 'name', 'attributes', 'applied'),
    attempts: whole('attempts', 'startedAt', 'reused', 'timings'),
  }
}

function readFailure(value: unknown): Failure | undefined {
  const [code, message, leg] = [textOf(member(value, 'code')), textOf(member(value, 'message')), member(value, 'leg')]
  if (code === undefined || message === undefined) return undefined
  if (leg !== 'client' && leg !== 'upstream' && leg !== 'middlebox') return undefined
  return { ...(value as Failure), code, message, leg }
}

function readHop(value: unknown): Hop {
  const patches = (side: string) => listOf(member(value, side)).filter(isPatch)
  return { request: patches('request'), response: patches('response') }
}

function isPatch(value: unknown): value is Patch {
  const known = ['add', 'remove', 'set', 'rename', 'move'].includes(textOf(member(value, 'op')) ?? '')
  const named = typeof member(value, 'name') === 'string' && typeof member(value, 'cause') === 'string'
  return known && named && numberOf(member(value, 'index')) !== undefined
}

function readOrigin(value: unknown): ResponseHead | undefined {
  const status = numberOf(member(value, 'status'))
  if (status === undefined) return undefined
  const version = textOf(member(value, 'version'))
  return {
    status,
    reason: textOf(member(value, 'reason')) ?? '',
    version: version === '1.0' || version === '2' ? version : '1.1',
    fields: readFields(member(value, 'fields')).fields,
  }
}

function strings(value: unknown): string[] {
  return listOf(value).filter((each) => typeof each === 'string')
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
