/**
 * What has to lie on the disk, and be known of the clients' own configs, before the variables of `environment.ts` bring
 * every client to us: one CA bundle, start-up files where no variable wins, and the names of git's proxies.
 */
import { isAbsolute } from 'node:path'
import { refreshBundle } from './bundle.ts'
import { gitEntries } from './configs/git-config.ts'
import { refreshCurlrc } from './curlrc.ts'
import { caFilesIn } from './environment.ts'
import { clients } from './index.ts'
import type { ConfigMachine } from './setting.ts'
import { refreshWgetrc } from './wgetrc.ts'

export type Prepared = {
  bundleFile: string
  /** Variables that name start-up files. */
  startup: Record<string, string>
  /** Where git's config names a proxy, besides http.proxy. */
  gitProxyKeys: readonly string[]
}

export async function prepareClients(
  machine: ConfigMachine,
  { directory, caFile }: { directory: string; caFile: string },
): Promise<Prepared> {
  const [own, entries, curl] = await Promise.all([
    ownCaFiles(machine),
    gitEntries(machine),
    refreshCurlrc(machine, { directory }),
  ])
  const bundleFile = await refreshBundle({ directory, caFile, extraFiles: [...caFilesIn(machine.env), ...own] })
  const wget = await refreshWgetrc(machine, { directory, bundleFile })
  const keys = entries.map(({ key }) => key).filter((key) => /^(http|remote)\..+\.proxy$/.test(key))
  return { bundleFile, startup: { ...wget, ...curl }, gitProxyKeys: [...new Set(keys)] }
}

/** Roots that the clients' own configs name: a variable of ours takes their place, so the bundle has to hold them. */
async function ownCaFiles(machine: ConfigMachine): Promise<string[]> {
  // No program but git is worth starting before the command that is waited for.
  const quick = {
    ...machine,
    ask: async (name: string, args: readonly string[]) => (name === 'git' ? machine.ask(name, args) : undefined),
  }
  const target = { scheme: 'https', host: 'localhost', port: 443 } as const
  const files = await Promise.all(
    clients.map(async ({ trust, readConfig }) => {
      const settings = (await readConfig?.(quick, target, 'https://localhost/'))?.settings ?? {}
      return trust.map(({ name }) => settings[name]?.value)
    }),
  )
  return [...new Set(files.flat())].filter((file): file is string => file !== undefined && isAbsolute(file))
}
