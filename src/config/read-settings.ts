/** From located values to settings: every key known, every value of its kind, or an error that points at the place. */
import { nearest } from '../kit/nearest.ts'
import { MiddleboxError } from '../model/errors.ts'
import type { Limits } from '../model/options.ts'
import { complaint } from './complaint.ts'
import type { Kind } from './kind.ts'
import { laterKeys } from './later.ts'
import { limitDefinitions } from './limits.ts'
import type { Entry, Located, Source } from './located.ts'
import { showFound } from './located.ts'
import type { OptionDefinition } from './option.ts'
import { options } from './options.ts'
import type { OptionKey, Settings } from './options.ts'
import { readRuleSource } from './rules/rule-source.ts'

export type Layer = { settings: Settings; limits: Partial<Limits>; reverse?: ReverseSection }

/** As it was written: only commands that listen read it. */
export type ReverseSection = { value: Located; base: string }

const table: Readonly<Record<string, OptionDefinition>> = options

/** @throws MiddleboxError config_invalid, not_in_this_version */
export function readSettings(source: Source): Layer {
  const settings: Partial<Record<OptionKey, unknown>> = {}
  let limits: Partial<Limits> = {}
  let reverse: ReverseSection | undefined
  for (const entry of source.entries) {
    if (entry.key === 'limits') limits = readLimits(entry.value, source.base)
    else if (entry.key === 'reverse') reverse = { value: entry.value, base: source.base }
    else if (entry.key === 'rules') settings.rules = readRuleSources(entry.value, source.base)
    else if (Object.hasOwn(table, entry.key)) {
      settings[entry.key as OptionKey] = readOption(table[entry.key]!, entry.value, source.base)
    } else throw unknownKey(entry)
  }
  return { settings: settings as Settings, limits, ...(reverse && { reverse }) }
}

function readOption(option: OptionDefinition, value: Located, base: string): unknown {
  if (!option.many) return readOne(option.kind, value, base)
  const items = value.kind === 'list' ? value.items : [value]
  const split = option.many === 'comma' ? items.flatMap(splitAtCommas) : items
  return split.map((item) => readOne(option.kind, item, base))
}

/** Rules may be written where a file of them could be named. */
function readRuleSources(value: Located, base: string): unknown {
  const items = value.kind === 'list' ? value.items : [value]
  return items.map((item) => readRuleSource(item, base) ?? readOne(options.rules.kind, item, base))
}

function splitAtCommas(item: Located): Located[] {
  if (item.kind !== 'scalar' || typeof item.value !== 'string') return [item]
  const parts = item.value.split(',').map((part) => part.trim())
  return parts.filter((part) => part !== '').map((value) => ({ ...item, value }))
}

function readOne<T>(kind: Kind<T>, value: Located, base: string): T {
  const found =
    value.kind === 'scalar' && value.value !== null ? kind.read(value.value, { where: value.where, base }) : undefined
  if (found !== undefined) return found
  const reason = value.kind === 'scalar' ? kind.reason?.(value.value) : undefined
  throw complaint(value.where, kind.expected, `${showFound(value)}${reason ? ` (${reason})` : ''}`)
}

function readLimits(value: Located, base: string): Partial<Limits> {
  if (value.kind !== 'map') throw complaint(value.where, 'a map of limits', showFound(value))
  const limits: Partial<Limits> = {}
  for (const { key, where, value: limit } of value.entries) {
    if (!Object.hasOwn(limitDefinitions, key)) throw unknown(where, 'a limit', key, Object.keys(limitDefinitions))
    limits[key as keyof Limits] = readOne(limitDefinitions[key as keyof Limits].kind, limit, base)
  }
  return limits
}

function unknownKey({ key, where }: Entry): MiddleboxError {
  if (laterKeys.has(key)) return new MiddleboxError('not_in_this_version', `${where}: ${key} is not in this version.`)
  return unknown(where, 'an option', key, [...Object.keys(table), 'limits', 'reverse'])
}

function unknown(where: string, expected: string, key: string, known: readonly string[]): MiddleboxError {
  const found = JSON.stringify(key.length > 60 ? `${key.slice(0, 57)}...` : key)
  const meant = nearest(key, known)
  if (!meant) return complaint(where, expected, found, `Known are ${known.join(', ')}.`)
  return new MiddleboxError(
    'config_invalid',
    `${where}: Expected ${expected}, got ${found}; did you mean ${meant}?`,
    '',
  )
}
