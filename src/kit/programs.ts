/** What a shell would run for a name: the search along PATH (POSIX XBD 8.3, XCU 2.9.1.4). */
import { delimiter, join, resolve } from 'node:path'
import { exists, isExecutable } from './files.ts'

export type FoundProgram = { path: string; executable: boolean }

/** The first that can be executed; else the first of that name; undefined when there is none. A name with a slash is a path. */
export async function findProgram(name: string, path: string, cwd: string): Promise<FoundProgram | undefined> {
  const places = name.includes('/')
    ? [resolve(cwd, name)]
    : path.split(delimiter).map((each) => resolve(cwd, each, name))
  let found: FoundProgram | undefined
  for (const place of places) {
    if (await isExecutable(place)) return { path: place, executable: true }
    if (!found && (await exists(place).catch(() => true))) found = { path: place, executable: false }
  }
  return found
}

/** PATH without what npm adds to it for its scripts: a person's shell does not have it. */
export function withoutNpm(path: string): string {
  const added = join('node_modules', '.bin')
  return path
    .split(delimiter)
    .filter((each) => !each.endsWith(added))
    .join(delimiter)
}
