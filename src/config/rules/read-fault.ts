/** The `fault` of a rule: its name alone, the short form, or a map of its name and its options. */
import { faults, findFault, parseFault } from '../../faults/index.ts'
import { nearest } from '../../kit/nearest.ts'
import { invalid, readOptions } from '../../kit/option-table.ts'
import type { Fault, StreamName } from '../../model/fault.ts'
import type { ActionDefinition } from '../../model/rule.ts'
import type { Located } from '../located.ts'
import { plainValue } from './json-value.ts'
import { unknownWord, wrong } from './wrong.ts'

/** @throws MiddleboxError rule_invalid */
export function readFaultAction(value: Located): ActionDefinition {
  if (value.kind === 'scalar' && typeof value.value === 'string') return readShort(value.value, value.where)
  if (value.kind !== 'map') throw wrong(value, 'a fault such as { latency: { latency: 800 } }')
  const streams = value.entries.filter(({ key }) => key === 'stream')
  const [entry, second] = value.entries.filter(({ key }) => key !== 'stream')
  if (entry === undefined) throw invalid(value.where, 'the name of a fault', 'none')
  if (second !== undefined) {
    const near = nearest(second.key, ['stream'])
    throw invalid(second.where, 'one fault in one action', JSON.stringify(second.key), near)
  }
  const fault = findFault(entry.key)
  if (fault === undefined)
    throw unknownWord(
      entry.where,
      'the name of a fault',
      entry.key,
      faults.map(({ name }) => name),
    )
  const stream = streams[0] === undefined ? (fault.only ?? 'downstream') : readStream(streams[0].value, fault)
  return definition(fault, readFaultOptions(fault, entry.value), stream)
}

function readShort(text: string, where: string): ActionDefinition {
  const { fault, values, stream, chance, filter } = parseFault(text, where)
  if (chance < 1) throw invalid(where, 'the chance as the chance of the rule', 'it in the fault')
  if (filter !== '') throw invalid(where, 'the filter as the match of the rule', JSON.stringify(filter))
  return definition(fault, values, stream)
}

function readFaultOptions(fault: Fault, value: Located) {
  if (value.kind === 'scalar' && value.value === null) return readOptions(fault.options, [], value.where)
  const first = Object.keys(fault.options)[0]
  const entries = value.kind === 'map' ? value.entries : [{ key: first ?? '', where: value.where, value }]
  const given = entries.map(({ key, where, value: one }) => ({
    name: key,
    value: plainValue(one),
    where: one.kind === 'scalar' && Object.hasOwn(fault.options, key) ? one.where : where,
  }))
  return readOptions(fault.options, given, value.where)
}

function readStream(value: Located, fault: Fault): StreamName {
  const word = value.kind === 'scalar' ? value.value : undefined
  if (word !== 'upstream' && word !== 'downstream') throw wrong(value, 'upstream or downstream')
  if (fault.bytes === undefined) throw wrong(value, `no stream, since ${fault.name} acts on the exchange as a whole`)
  if (fault.only !== undefined && fault.only !== word) throw wrong(value, `${fault.only} for ${fault.name}`)
  return word
}

export function definition(fault: Fault, values: unknown, stream: StreamName): ActionDefinition {
  return { action: 'fault', attributes: { fault: fault.name, values, stream } }
}
