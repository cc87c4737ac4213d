/** What a helper of templates says about itself: the reference is made from it. */
import type { ActionTools } from '../action.ts'
import type { Budget } from './budget.ts'

export type TemplateTools = Pick<ActionTools, 'random' | 'now' | 'count' | 'state'>

export type Call = {
  args: readonly unknown[]
  /** Named arguments. */
  hash: Readonly<Record<string, unknown>>
  tools: TemplateTools
  budget: Budget
}

export type Helper = {
  name: string
  /** As it is written in a template. */
  usage: string
  /** One phrase. */
  summary: string
  run(call: Call): unknown
}

/** As it would be printed. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return isObject(value) ? JSON.stringify(value) : String(value as string)
}

/** An object of JSON, and not request data, which prints itself. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

export function numberOf(value: unknown, name: string): number {
  const number = typeof value === 'number' ? value : Number(textOf(value).trim() || NaN)
  if (Number.isFinite(number)) return number
  throw new Error(`${name} wants a number, got ${JSON.stringify(textOf(value).slice(0, 40))}`)
}
