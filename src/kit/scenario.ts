/** Scenarios as people write them, `steady 10s, outage 5s, brownout 20s p=0.3, recover`, and where one stands at a time. */
import type { PhaseNow, Scenario, ScenarioPhase } from '../model/scenario.ts'
import { parseDuration } from './duration.ts'
import { nearest } from './nearest.ts'
import { invalid } from './option-table.ts'

const keys = ['p', 'first', 'up', 'down']
const repeatWord = 'repeat'

/** `where` names the place in complaints, which add the column. @throws MiddleboxError rule_invalid */
export function parseScenario(text: string, where: string): Scenario {
  const phases: ScenarioPhase[] = []
  const parts = partsOf(text)
  const repeat = parts.length > 1 && parts.at(-1)?.words[0]?.word === repeatWord && parts.at(-1)?.words.length === 1
  for (const [index, { words, column }] of (repeat ? parts.slice(0, -1) : parts).entries()) {
    const last = index === parts.length - 1
    phases.push(readPhase(words, column, last, where))
  }
  return { text, phases, repeat }
}

type Word = { word: string; column: number }

function partsOf(text: string): { words: Word[]; column: number }[] {
  let column = 1
  return text.split(',').map((part) => {
    const start = column
    column += part.length + 1
    const words = [...part.matchAll(/\S+/g)].map(({ 0: word, index }) => ({ word, column: start + index }))
    return { words, column: start }
  })
}

function readPhase([name, ...rest]: Word[], column: number, last: boolean, where: string): ScenarioPhase {
  const at = (word: Word | undefined): string => `${where}, column ${word?.column ?? column}`
  if (name === undefined) throw invalid(at(undefined), 'a phase such as outage 5s', 'nothing')
  if (!/^[a-zA-Z_][\w-]*$/.test(name.word))
    throw invalid(at(name), 'the name of a phase, a word', JSON.stringify(name.word))
  const phase: ScenarioPhase = { name: name.word }
  const flap: { up?: number; down?: number } = {}
  for (const word of rest) {
    const [key, value] = split(word.word)
    if (value === undefined) phase.duration = readTime(key, 'a duration such as 10s', at(word))
    else if (key === 'p') phase.share = readShare(value, at(word))
    else if (key === 'first') phase.first = readCount(value, at(word))
    else if (key === 'up' || key === 'down') flap[key] = readTime(value, 'a duration such as 2s', at(word))
    else throw invalid(at(word), `one of ${keys.map((one) => `${one}=`).join(', ')}`, `${key}=`, nearest(key, keys))
  }
  if (phase.duration === undefined && !last)
    throw invalid(at(name), `how long ${name.word} lasts, such as ${name.word} 10s`, 'no duration')
  const { up, down } = flap
  if ((up === undefined) !== (down === undefined))
    throw invalid(at(name), 'up= and down= together', up === undefined ? 'down= alone' : 'up= alone')
  return up === undefined || down === undefined ? phase : { ...phase, flap: { up, down } }
}

function split(word: string): [string, string | undefined] {
  const at = word.indexOf('=')
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)]
}

function readTime(text: string, expected: string, where: string): number {
  const time = parseDuration(text)
  if (time === undefined || time < 1) throw invalid(where, expected, JSON.stringify(text))
  return time
}

function readShare(text: string, where: string): number {
  const [, number, percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(text) ?? []
  const share = number === undefined ? NaN : Number(number) / (percent ? 100 : 1)
  if (share >= 0 && share <= 1) return share
  throw invalid(where, 'a share such as p=0.3 or p=30%', JSON.stringify(text))
}

function readCount(text: string, where: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw invalid(where, 'a whole number such as first=3', JSON.stringify(text))
}

/** `elapsed`: ms since its start. */
export function phaseAt({ phases, repeat }: Scenario, elapsed: number): PhaseNow {
  const total = phases.reduce((sum, { duration = Infinity }) => sum + duration, 0)
  const round = repeat ? Math.floor(elapsed / total) : 0
  let from = round * total || 0
  for (const [index, phase] of phases.entries()) {
    const until = from + (phase.duration ?? Infinity)
    if (elapsed < until) return within(phase, round * phases.length + index, from, until, elapsed)
    from = until
  }
  return { phase: undefined, run: phases.length }
}

function within(phase: ScenarioPhase, run: number, from: number, end: number, elapsed: number): PhaseNow {
  if (phase.flap === undefined) return { phase, run, ...(end < Infinity && { until: end }) }
  const { up, down } = phase.flap
  const period = from + Math.floor((elapsed - from) / (up + down)) * (up + down)
  const isUp = elapsed < period + up
  return { phase, run, state: isUp ? 'up' : 'down', until: Math.min(end, period + (isUp ? up : up + down)) }
}
