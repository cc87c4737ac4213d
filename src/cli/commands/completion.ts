/** `middlebox completion <bash|zsh|fish>`: the script that teaches a shell our commands and options. */
import { Argument } from 'commander'
import type { Command } from 'commander'
import { nearest } from '../../kit/nearest.ts'
import { MiddleboxError } from '../../model/errors.ts'
import { bashCompletion } from '../completion/bash.ts'
import { fishCompletion } from '../completion/fish.ts'
import { completionNodes } from '../completion/tree.ts'
import { zshCompletion } from '../completion/zsh.ts'
import type { CliWorld } from '../world.ts'

const shells = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion }
const names = ['middlebox', 'mbx']

const usage = `
Add one of these to your shell's start file:
  eval "$(middlebox completion bash)"      ~/.bashrc
  eval "$(middlebox completion zsh)"       ~/.zshrc, after compinit
  middlebox completion fish | source       ~/.config/fish/config.fish
`

/** The program it is registered on must have every command loaded when it runs. */
export function registerCompletion(program: Command, world: CliWorld): void {
  const shell = new Argument('<shell>', 'bash, zsh or fish')
  // Only for completion and help: the check below names the nearest.
  shell.argChoices = Object.keys(shells)
  program
    .command('completion')
    .description('Print the completion script for a shell.')
    .addArgument(shell)
    .addHelpText('after', usage)
    .action((name: string) => {
      const write = Object.hasOwn(shells, name) ? shells[name as keyof typeof shells] : undefined
      if (!write) throw unknownShell(name)
      world.stdout(write(completionNodes(program), names))
    })
}

function unknownShell(name: string): MiddleboxError {
  const meant = nearest(name, Object.keys(shells))
  const message = `Expected bash, zsh or fish, got ${JSON.stringify(name)}${meant ? `; did you mean ${meant}?` : '.'}`
  return new MiddleboxError('usage', message, '')
}
