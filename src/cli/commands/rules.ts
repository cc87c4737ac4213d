/** `middlebox rules`: rule files looked at without running them: are they right, and what would they do to a request. */
import type { Command } from 'commander'
import type { CliWorld } from '../world.ts'

export function registerRules(program: Command, world: CliWorld): void {
  const rules = program.command('rules').description('check rule files, and see why a rule does or does not match')

  rules
    .command('check')
    .description('whether the file is right; each of its rules in English')
    .argument('<file>', 'a rule file')
    .action(async (file: string) => (await import('./rules/check.ts')).checkRules(world, file))

  rules
    .command('explain')
    .description('what each rule would do to a request, and why')
    .argument('<file>', 'a rule file')
    .argument('<request...>', 'a URL, METHOD URL, a curl command in quotes, or a file with a request')
    .action(async (file: string, words: string[]) =>
      (await import('./rules/explain.ts')).explainRules(world, file, words),
    )
}
