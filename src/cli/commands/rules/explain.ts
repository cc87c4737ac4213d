/** `rules explain`: for each rule whether it matches a request, why, and what would follow. */
import { resolve } from 'node:path'
import { readBytes } from '../../../kit/files.ts'
import { MiddleboxError } from '../../../model/errors.ts'
import type { OutgoingRequest } from '../../../model/outgoing.ts'
import { explainRule } from '../../../pipeline/rules.ts'
import type { CompiledRule } from '../../../pipeline/rules/compile-rule.ts'
import { type Standing, standingOf } from '../../../pipeline/rules/standing.ts'
import type { CliWorld } from '../../world.ts'
import { readArgument } from '../send/read-argument.ts'
import { loadCompiled, titleOf } from './load.ts'

/** @throws MiddleboxError when the file or the request is not right */
export async function explainRules(world: CliWorld, file: string, words: readonly string[]): Promise<void> {
  const rules = await loadCompiled(world, file)
  const request = await readRequest(world, words)
  world.stdout(`${request.method} ${request.url}\n\n`)
  for (const [index, rule] of rules.entries())
    world.stdout(
      `${titleOf(rule, index)}${describe(rule, standingOf(rule, request))
        .map((line) => `   ${line}\n`)
        .join('')}`,
    )
}

async function readRequest(world: CliWorld, words: readonly string[]): Promise<OutgoingRequest> {
  const text = words.join(' ')
  const [, method, url] = /^([A-Z]+) (\S+)$/.exec(text) ?? []
  if (words.length > 1 && url === undefined && !text.startsWith('curl '))
    throw new MiddleboxError('usage', `Expected a URL, METHOD URL or a curl command, got ${JSON.stringify(text)}.`)
  const { request } = await readArgument(url ?? text, {
    cwd: world.cwd(),
    read: async (path) => (path === '-' ? world.stdin() : readBytes(resolve(world.cwd(), path))),
    boundary: () => 'boundary',
    userAgent: 'middlebox',
  })
  return method === undefined ? request : { ...request, method }
}

function describe(rule: CompiledRule, { answer, because }: Standing): string[] {
  if (!rule.definition.enabled) return ['is off.']
  if (answer === false) return [`does not match: ${because}.`]
  const then = explainRule(rule)
  if (answer === undefined)
    return [`is not decided yet; known in phase ${rule.filter.phase}: whether ${because}.`, then]
  return [`matches: ${because}.`, then]
}
