/** Numbers in paths and queries of the built-in origin: whole, between bounds, or answered with what was expected. */
import { badRequest, type Answer } from './answer.ts'
import type { Asked } from './page.ts'

export type Bounds = {
  min: number
  max: number
  /** Reads spellings with units as well; undefined for what is none. */
  read?: (text: string) => number | undefined
  /** What is expected, without the bounds; `a whole number` when absent. */
  words?: string
}

/** The number in the path. */
export function pathNumber(asked: Asked, bounds: Bounds): number | Answer {
  return readNumber(asked, asked.argument, `${asked.page.path} with N`, bounds)
}

/** The number of a query parameter, or undefined when the query does not have it. */
export function queryNumber(asked: Asked, name: string, bounds: Bounds): number | undefined | Answer {
  const text = asked.query.get(name)
  return text === null ? undefined : readNumber(asked, text, `${asked.page.path}?${name}=N with N`, bounds)
}

function readNumber(asked: Asked, text: string, where: string, bounds: Bounds): number | Answer {
  const { min, max, read = () => undefined, words = 'a whole number' } = bounds
  const value = /^\d{1,15}$/.test(text) ? Number(text) : read(text)
  if (value !== undefined && Number.isInteger(value) && value >= min && value <= max) return value
  return badRequest(asked, `${where} ${words} from ${min} to ${max}`, text)
}
