/** How a person calls the program that is running: a line to paste must work in their shell, also from a checkout. */
import { isAbsolute, join, relative } from 'node:path'
import { realPath } from '../kit/files.ts'
import { findProgram, withoutNpm } from '../kit/programs.ts'
import { quote } from '../kit/shell-word.ts'
import type { CliWorld } from './world.ts'

/** `middlebox` where that is us, `npx middlebox` in a project that has us, else `node` and our file. */
export async function ownCommand(world: Pick<CliWorld, 'env' | 'cwd' | 'platform' | 'script'>): Promise<string> {
  const { env, platform, script } = world
  if (script === '' || platform === 'win32') return 'middlebox'
  const cwd = world.cwd()
  const onPath = await findProgram('middlebox', withoutNpm(env['PATH'] ?? ''), cwd)
  const same = onPath?.executable === true && (await leadsTo(onPath.path)) === (await leadsTo(script))
  if (same) return 'middlebox'
  if (script.includes(join('node_modules', '.bin'))) return 'npx middlebox'
  const near = relative(cwd, script)
  return `node ${quote(near.startsWith('..') || isAbsolute(near) ? script : near)}`
}

/** A text for people in which we are called by our usual name, as they have to type it. */
export function nameOurselves(text: string, command: string): string {
  return text.replace(
    /\bmiddlebox (?=(?:ca|doctor|help|run|forward|reverse|send|rules|completion)\b|--help)/g,
    () => `${command} `,
  )
}

function leadsTo(path: string): Promise<string> {
  return realPath(path).catch(() => path)
}
