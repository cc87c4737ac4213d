/** Whether this Node is one that Middlebox runs on, by the `engines` of its package.json. */
import { fileURLToPath } from 'node:url'
import { readTextSync } from '../../../kit/files.ts'
import type { Check } from './check.ts'

export function checkRuntime(version: string, range: string = ownRange()): Check {
  if (inRange(version, range)) return { id: 'node', mark: 'ok', text: `Node ${version} (needed: ${range})` }
  const fix = 'Install the current Node 24 or newer from https://nodejs.org'
  return { id: 'node', mark: 'bad', text: `Expected Node ${range}, got ${version}`, fix }
}

function ownRange(): string {
  const text = readTextSync(fileURLToPath(new URL('../../../../package.json', import.meta.url)))
  return (JSON.parse(text) as { engines: { node: string } }).engines.node
}

/** The part of npm's ranges that `engines` is written in: `>=`, `<` and `^`, joined by blanks and `||`. */
export function inRange(version: string, range: string): boolean {
  const have = numbers(version)
  return range.split('||').some((choice) =>
    choice
      .trim()
      .split(/\s+/)
      .every((comparator) => {
        const [, operator, text = ''] = /^(>=|<|\^)?(.*)$/.exec(comparator) ?? []
        const order = compare(have, numbers(text))
        if (operator === '<') return order < 0
        return operator === '^' ? order >= 0 && have[0] === numbers(text)[0] : order >= 0
      }),
  )
}

function numbers(version: string): number[] {
  return version.replace(/^v/, '').split('.').map(Number)
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const index of [0, 1, 2]) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
