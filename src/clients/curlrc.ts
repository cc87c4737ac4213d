/**
 * A start-up file for curl without the lines that would lead it past us: a proxy in ~/.curlrc wins over the variables, and
 * a cacert over the bundle. Only made where there are such lines; the others are kept, and CURL_HOME names its folder.
 */
import { join } from 'node:path'
import { makeDirectory, readTextIfThere, writeAtomic } from '../kit/files.ts'
import { curlrcOptions } from './configs/curlrc.ts'
import type { CurlOption } from './configs/curlrc.ts'
import type { ConfigMachine } from './setting.ts'

/** Writes the file when its content has changed; returns the variable that makes curl read it, if it has to. */
export async function refreshCurlrc(
  machine: Pick<ConfigMachine, 'env' | 'home' | 'cwd' | 'read'>,
  { directory }: { directory: string },
): Promise<Record<string, string>> {
  const options = await curlrcOptions(machine)
  if (!options?.some(isDecisive)) return {}
  const home = join(directory, 'curl')
  const path = join(home, '.curlrc')
  const sources = [...new Set(options.map(({ place }) => place.replace(/:\d+$/, '')))].join(', ')
  const header = `# Written by Middlebox: the lines of ${sources}, without a proxy and CA files.\n`
  const content = header + keptLines(options).join('')
  if ((await readTextIfThere(path).catch(() => undefined)) !== content) {
    await makeDirectory(home)
    // It may hold the user's passwords.
    await writeAtomic(path, content, 0o600)
  }
  return { CURL_HOME: home }
}

function isDecisive({ name }: CurlOption): boolean {
  return /^(pre|no)?proxy|^socks|^cacert$|^capath$/.test(name)
}

/** Lines stay as they were written, but of a cluster of letters only the others remain. */
function keptLines(options: readonly CurlOption[]): string[] {
  const lines = Map.groupBy(options, ({ place }) => place)
  return [...lines.values()].flatMap((line) => {
    if (!line.some(isDecisive)) return [`${line[0]!.written}\n`]
    return line.filter((option) => !isDecisive(option)).map(({ name, value }) => `${rewritten(name, value)}\n`)
  })
}

function rewritten(name: string, value: string | undefined): string {
  const option = name.length === 1 ? `-${name}` : `--${name}`
  return value === undefined ? option : `${option} "${value.replace(/["\\]/g, '\\$&')}"`
}
