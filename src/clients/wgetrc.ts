/**
 * The start-up file that brings GNU Wget to us and makes it trust our CA: no variable does where it is built with GnuTLS
 * (Debian, Ubuntu), but WGETRC names the file that is read in place of ~/.wgetrc (manual, "Wgetrc Location"). The user's
 * own lines are kept, but for those that name a proxy: they would win over the variables.
 */
import { join } from 'node:path'
import { makeDirectory, readTextIfThere, writeAtomic } from '../kit/files.ts'
import { wgetrcLines } from './configs/wgetrc.ts'
import type { WgetLine, WgetMachine } from './configs/wgetrc.ts'
import { placeOf } from './setting.ts'

const decisive = new Set(['httpproxy', 'httpsproxy', 'useproxy', 'noproxy', 'proxyuser', 'proxypassword'])

/** Writes the file when its content has changed; returns the variables that make Wget read it. */
export async function refreshWgetrc(
  machine: WgetMachine,
  { directory, bundleFile }: { directory: string; bundleFile: string },
): Promise<Record<string, string>> {
  const path = join(directory, 'wgetrc')
  const { env, home } = machine
  // Our own, inherited from a run around this one, is made anew and not fed to itself.
  const named = env['WGETRC'] === path ? undefined : env['WGETRC']
  const { system, user } = await wgetrcLines({ ...machine, env: { ...env, WGETRC: named } })
  // Where the system's file names a proxy, nothing that is read later can take it back: its other lines move to ours.
  const replacesSystem = system.some(isDecisive)
  const kept = [...(replacesSystem ? system : []), ...user].filter((line) => !isDecisive(line))
  const source = placeOf(named || join(home, '.wgetrc'), undefined, home)
  // The last line of a name counts.
  const own = kept.map(({ written }) => `${written}\n`).join('')
  const content = `# Written by Middlebox: the lines of ${source}, and our CA.\n${own}ca_certificate = ${bundleFile}\n`
  if ((await readTextIfThere(path).catch(() => undefined)) !== content) {
    await makeDirectory(directory)
    // It may hold the user's passwords.
    await writeAtomic(path, content, 0o600)
  }
  return { WGETRC: path, ...(replacesSystem ? { SYSTEM_WGETRC: '/dev/null' } : {}) }
}

function isDecisive({ name }: WgetLine): boolean {
  return decisive.has(name)
}
