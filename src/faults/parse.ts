/** The short form of a fault on the command line: `latency:800,jitter=200 up @30% ~d payments`. */
import { nearest } from '../kit/nearest.ts'
import { invalid, parseShort } from '../kit/option-table.ts'
import { sanitize } from '../kit/sanitize.ts'
import { MiddleboxError } from '../model/errors.ts'
import type { Fault, StreamName } from '../model/fault.ts'
import type { OptionTable, OptionValues } from '../model/option.ts'

export type ParsedFault = {
  fault: Fault
  values: OptionValues<OptionTable>
  /** Where a fault that acts on bytes acts; of no meaning for others. */
  stream: StreamName
  /** Share of the matching requests, 0 to 1. */
  chance: number
  /** The filter as written, not looked at yet; '' for all requests. */
  filter: string
}

const directions: Readonly<Record<string, StreamName>> = { up: 'upstream', down: 'downstream' }

/** Reads one fault of the list. `where` names the place in complaints, which add the column. @throws MiddleboxError rule_invalid */
export function readFault(faults: readonly Fault[], text: string, where: string): ParsedFault {
  let at = /^\s*/.exec(text)![0].length
  /** What a sticky pattern finds here, with the blanks behind it. */
  const take = (pattern: RegExp): { found: string; column: number } | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found === undefined) return undefined
    const column = at + 1
    at += found.length
    at += /^\s*/.exec(text.slice(at))![0].length
    return { found, column }
  }
  const head = take(/[^\s:]+(:\S*)?/y)
  if (head === undefined)
    throw invalid(`${where}, column ${at + 1}`, 'the name of a fault', text.slice(at) === '' ? 'nothing' : ':')
  const [name] = head.found.split(':', 1) as [string]
  const glued = /@\d+(?:\.\d+)?%$/.exec(head.found)
  if (glued !== null)
    throw invalid(`${where}, column ${head.column + glued.index}`, `a blank before ${glued[0]}`, 'none')
  const fault = find(faults, name)
  if (fault === undefined) throw unknown(faults, name, `${where}, column ${head.column}`)
  const values = readValues(fault, head.found.slice(name.length), where, head.column + name.length)
  const direction = take(/(up|down)(?=\s|$)/y)
  if (direction !== undefined) checkDirection(fault, direction.found, `${where}, column ${direction.column}`)
  const chance = take(/@\S*/y)
  if (/^@\d+(\.\d+)?%/.test(text.slice(at))) throw invalid(`${where}, column ${at + 1}`, 'one share', 'another')
  return {
    fault,
    values,
    stream: directions[direction?.found ?? 'down']!,
    chance: chance === undefined ? 1 : readChance(chance.found, `${where}, column ${chance.column}`),
    filter: text.slice(at).trimEnd(),
  }
}

/** By its name; hyphens and capitals, as WireMock writes them, do not matter. */
export function find(faults: readonly Fault[], name: string): Fault | undefined {
  const wanted = name.toLowerCase().replaceAll('-', '_')
  // WireMock's word for what Toxiproxy calls reset_peer.
  const known = wanted === 'connection_reset_by_peer' ? 'reset_peer' : wanted
  return faults.find((fault) => fault.name === known)
}

function readValues(fault: Fault, text: string, where: string, column: number): OptionValues<OptionTable> {
  if (text === ':') throw invalid(`${where}, column ${column + 1}`, `options of ${fault.name}`, 'nothing')
  // Without options the name itself is the place of what is missing.
  if (text === '') return parseShort(fault.options, '', `${where}, ${fault.name}`)
  return parseShort(fault.options, text.slice(1), where, column + 1)
}

function checkDirection(fault: Fault, word: string, where: string): void {
  if (fault.bytes === undefined)
    throw invalid(where, `no direction, since ${fault.name} acts on the exchange as a whole`, word)
  if (fault.only !== undefined && fault.only !== directions[word])
    throw invalid(where, `no other direction than ${fault.only === 'upstream' ? 'up' : 'down'} for ${fault.name}`, word)
}

function readChance(text: string, where: string): number {
  const percent = /^@(\d+(?:\.\d+)?)%$/.exec(text)?.[1]
  if (percent === undefined || Number(percent) > 100) throw invalid(where, 'a share from @0% to @100%', sanitize(text))
  return Number(percent) / 100
}

function unknown(faults: readonly Fault[], name: string, where: string) {
  const names = faults.map((fault) => fault.name)
  const near = nearest(name, names)
  if (near !== undefined) return invalid(where, 'the name of a fault', sanitize(name), near)
  const message = `${where}: Expected the name of a fault, got ${sanitize(name)}.`
  return new MiddleboxError('rule_invalid', message, `Known are ${names.join(', ')}.`)
}
