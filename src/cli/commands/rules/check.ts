/** `rules check`: silence would leave it open what was understood, so each rule is said in English. */
import { explainRule } from '../../../pipeline/rules.ts'
import type { CliWorld } from '../../world.ts'
import { loadCompiled, titleOf } from './load.ts'

/** @throws MiddleboxError when the file is not right */
export async function checkRules(world: CliWorld, file: string): Promise<void> {
  const rules = await loadCompiled(world, file)
  const texts = rules.map((rule, index) => `${titleOf(rule, index)}   ${explainRule(rule)}\n`)
  const count = rules.length === 1 ? '1 rule' : `${rules.length} rules`
  world.stdout(`${texts.join('')}${file}: ${count}, nothing wrong.\n`)
}
