/** `rules explain`: for each rule whether it matches a request, why, and what would follow. */
import { resolve } from 'node:path'
import { readBytes } from '../../../kit/files.ts'
import { parseUrl } from '../../../kit/request-url.ts'
import { MiddleboxError } from '../../../model/errors.ts'
import type { OutgoingRequest } from '../../../model/outgoing.ts'
import { explainRule } from '../../../pipeline/rules.ts'
import type { CompiledRule } from '../../../pipeline/rules/compile-rule.ts'
import { answersClient, nearMissLines, nearestRule } from '../../../pipeline/rules/nearest-rule.ts'
import { type Standing, standingOf, subjectOf } from '../../../pipeline/rules/standing.ts'
import type { CliWorld } from '../../world.ts'
import { readArgument } from '../send/read-argument.ts'
import { loadCompiled, titleOf } from './load.ts'

/** @throws MiddleboxError when the file or the request is not right */
export async function explainRules(world: CliWorld, file: string, words: readonly string[]): Promise<void> {
  const rules = await loadCompiled(world, file)
  const request = await readRequest(world, words)
  world.stdout(`${request.method} ${request.url}\n\n`)
  const standings = rules.map((rule) => standingOf(rule, request))
  for (const [index, rule] of rules.entries())
    world.stdout(
      `${titleOf(rule, index)}${describe(rule, standings[index]!)
        .map((line) => `   ${line}\n`)
        .join('')}`,
    )
  for (const line of nearMiss(rules, standings, request)) world.stdout(`${line}\n`)
}

/** When no rule would answer: the one that came nearest. */
function nearMiss(rules: readonly CompiledRule[], standings: readonly Standing[], request: OutgoingRequest): string[] {
  const answers = ({ definition }: CompiledRule) => answersClient(definition)
  if (!rules.some(answers)) return []
  if (rules.some((rule, at) => rule.definition.enabled && answers(rule) && standings[at]!.answer !== false)) return []
  const { scheme, host, port, path } = parseUrl(request.url)!
  const head = { method: request.method, target: path, version: '1.1' as const, fields: request.fields }
  const target = { scheme, host, port, path, protocol: 'auto' as const }
  const lines = nearMissLines(nearestRule(rules, subjectOf(request), { head, target }))
  return ['', 'No rule answers it.', ...lines]
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
