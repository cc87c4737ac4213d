/**
 * pip's configuration (pip.pypa.io, "Configuration"; tried on 23.2): the machine's files, the user's, the environment's
 * own, then the one PIP_CONFIG_FILE names, later ones first; PIP_… variables win over all. A proxy that is set here or in
 * PIP_PROXY knows no exceptions.
 */
import { dirname, join } from 'node:path'
import { placeOf } from '../setting.ts'
import type { ConfigMachine, OwnConfig, Setting } from '../setting.ts'
import { readLines } from './lines.ts'

type Found = { section: string; name: string; value: string; path: string; number: number; level: Level }
type Level = '--global' | '--user' | '--site' | undefined

const wanted = ['proxy', 'cert', 'trusted-host']

export async function readPipConf(machine: ConfigMachine): Promise<OwnConfig> {
  const found: Found[] = []
  for (const { path, level } of await files(machine))
    for (const line of readLines((await machine.read(path)) ?? '', { colon: true, continued: true })) {
      const name = line.name.toLowerCase().replaceAll('_', '-').replace(/^--/, '')
      found.push({ ...line, name, path, level })
    }
  const settings: Record<string, Setting> = {}
  for (const name of wanted) {
    // What stands for the command wins over [global], in whichever file.
    const same = found.filter((each) => each.name === name && each.value !== '')
    const last =
      same.findLast(({ section }) => section === 'install') ?? same.findLast(({ section }) => section === 'global')
    if (!last) continue
    const place = placeOf(last.path, last.number, machine.home)
    const unset = last.level && { unset: `pip config ${last.level} unset ${last.section}.${name}` }
    settings[`pip.conf ${name}`] = { name, value: last.value, place, ...unset }
  }
  return { settings, remarks: [] }
}

/** Weakest first. A PIP_CONFIG_FILE that exists replaces the user's; the null device is none at all. */
async function files(machine: ConfigMachine): Promise<{ path: string; level: Level }[]> {
  const { env, home, platform, read } = machine
  const named = env['PIP_CONFIG_FILE']
  if (named === '/dev/null' || named === 'nul') return []
  const own = named && (await read(named)) !== undefined ? named : undefined
  const site = await sitePrefix(machine)
  const name = platform === 'win32' ? 'pip.ini' : 'pip.conf'
  const users = own === undefined ? userFolders(env, home, platform) : []
  return [
    ...machineFiles(env, platform).map((path) => ({ path, level: '--global' as const })),
    ...users.map((folder) => ({ path: join(folder, name), level: '--user' as const })),
    ...(site ? [{ path: join(site, name), level: '--site' as const }] : []),
    ...(own === undefined ? [] : [{ path: own, level: undefined }]),
  ]
}

function machineFiles(env: ConfigMachine['env'], platform: string): string[] {
  if (platform === 'win32') return [join(env['ProgramData'] ?? 'C:\\ProgramData', 'pip', 'pip.ini')]
  if (platform === 'darwin') return ['/Library/Application Support/pip/pip.conf']
  const folders = (env['XDG_CONFIG_DIRS'] || '/etc/xdg').split(':').filter((folder) => folder !== '')
  return [...folders.map((folder) => join(folder, 'pip', 'pip.conf')), '/etc/pip.conf']
}

function userFolders(env: ConfigMachine['env'], home: string, platform: string): string[] {
  if (platform === 'win32') return [join(home, 'pip'), join(env['APPDATA'] ?? home, 'pip')]
  const xdg = env['XDG_CONFIG_HOME'] || join(home, '.config')
  const library = platform === 'darwin' ? [join(home, 'Library', 'Application Support', 'pip')] : []
  return [join(home, '.pip'), join(xdg, 'pip'), ...library]
}

/** The folder of the virtual environment, or of the Python that pip belongs to. */
async function sitePrefix({ env, find, ask }: ConfigMachine): Promise<string | undefined> {
  if (env['VIRTUAL_ENV']) return env['VIRTUAL_ENV']
  const pip = (await find('pip3')) ?? (await find('pip'))
  if (pip === undefined || dirname(pip) === '/usr/bin') return undefined
  // A shim of a version manager lies in no Python's folder.
  if (!/[\\/]shims[\\/]/.test(pip)) return dirname(dirname(pip))
  return (await ask('python3', ['-c', 'import sys; print(sys.prefix)']))?.trim() || undefined
}
