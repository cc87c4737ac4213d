/** Which config files speak: the project's, found upward, then the user's own. */
import { join, relative } from 'node:path'
import { configHome } from '../kit/environment.ts'
import type { Variables } from '../kit/environment.ts'
import { exists, facts, findUpward } from '../kit/files.ts'
import { complaint } from './complaint.ts'

/** In one directory the first of these counts. */
export const configNames = ['middlebox.yml', 'middlebox.yaml', 'middlebox.config.ts', 'middlebox.config.js'] as const

export type Surroundings = { cwd: string; env: Variables; home: string }

export type FoundConfigs = {
  /** Strongest first. */
  files: readonly string[]
  warnings: readonly string[]
}

/** `named` is what `--config` said, absolute, and takes the place of the project's file. */
export async function findConfigs(
  around: Surroundings,
  named?: { path: string; where: string },
): Promise<FoundConfigs> {
  if (named && !(await exists(named.path))) {
    const shown = JSON.stringify(showPath(named.path, around.cwd))
    throw complaint(named.where, 'a config file', `${shown}, which does not exist`)
  }
  const found = named ? undefined : await findUpward(around.cwd, configNames)
  const own = await findIn(configHome(around.env, around.home))
  const files: string[] = named ? [named.path] : []
  const warnings: string[] = []
  // Whoever may write above the working directory (/tmp, say) must not decide what runs here.
  if (found && (await facts(found))?.foreign) {
    warnings.push(`${found} belongs to another user and is not read; name it with --config to use it`)
  } else if (found) files.push(found)
  if (own && !files.includes(own)) files.push(own)
  return { files, warnings }
}

async function findIn(directory: string): Promise<string | undefined> {
  for (const name of configNames)
    if ((await facts(join(directory, name)))?.kind === 'file') return join(directory, name)
  return undefined
}

/** The path as people know it: relative when below the working directory. */
export function showPath(path: string, cwd: string): string {
  const short = relative(cwd, path)
  return short === '' || short.startsWith('..') ? path : short
}
