/**
 * The start-up file that makes GNU Wget trust our CA: no variable does where it is built with GnuTLS (Debian, Ubuntu), but
 * WGETRC names the file that is read in place of ~/.wgetrc (manual, "Wgetrc Location"). The user's own lines are kept.
 */
import { join } from 'node:path'
import { makeDirectory, readTextIfThere, writeAtomic } from '../kit/files.ts'
import type { Variables } from '../kit/environment.ts'

export type WgetrcOptions = {
  /** Where the file is kept. */
  directory: string
  bundleFile: string
  env: Variables
  home: string
}

const mark = '# Written by Middlebox: the lines of'

/** Writes the file when its content has changed; returns its path. */
export async function refreshWgetrc({ directory, bundleFile, env, home }: WgetrcOptions): Promise<string> {
  const path = join(directory, 'wgetrc')
  // Our own, inherited from a run around this one, is made anew and not fed to itself.
  const named = env['WGETRC']
  const source = named && named !== path ? named : join(home, '.wgetrc')
  const own = ((await readTextIfThere(source).catch(() => undefined)) ?? '').replace(/\n*$/, '\n').replace(/^\n$/, '')
  // The last line of a name counts.
  const content = `${mark} ${source}, and our CA.\n${own}ca_certificate = ${bundleFile}\n`
  if ((await readTextIfThere(path).catch(() => undefined)) === content) return path
  await makeDirectory(directory)
  // It may hold the user's passwords.
  await writeAtomic(path, content, 0o600)
  return path
}
