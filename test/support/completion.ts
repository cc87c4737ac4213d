/** Completion scripts under test: made from the real program, run in the real shell where there is one. */
import { completionNodes } from '../../src/cli/completion/tree.ts'
import type { CompletionNode } from '../../src/cli/completion/tree.ts'
import { loadWholeProgram } from '../../src/cli/program.ts'
import { capture } from '../../src/kit/environment.ts'
import { createTestWorld } from './cli-world.ts'

export async function makeScript(
  write: (nodes: readonly CompletionNode[], names: readonly string[]) => string,
): Promise<string> {
  return write(completionNodes(await loadWholeProgram(createTestWorld())), ['middlebox', 'mbx'])
}

/** Whether the shell is installed. */
export async function hasShell(name: string): Promise<boolean> {
  return capture(name, ['-c', 'true']).then(
    ({ code }) => code === 0,
    () => false,
  )
}

/** The lines that a shell prints for a script, sorted; anything on stderr is an error. */
export async function linesOf(shell: string, script: string, options: { home: string }): Promise<string[]> {
  const env = { PATH: process.env['PATH'], HOME: options.home, LC_ALL: 'C' }
  const { stdout, stderr } = await capture(shell, ['-c', script], { env, cwd: options.home })
  if (stderr !== '') throw new Error(`${shell}: ${stderr}`)
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .sort()
}
