/** Whether a port of 127.0.0.1 is free, and who holds it: found out by reading, so that nothing is disturbed. */
import { capture } from '../../../kit/environment.ts'
import { linkTarget, listDirectory, readTextIfThere } from '../../../kit/files.ts'
import type { Check } from './check.ts'

export type PortMachine = {
  platform: string
  read(path: string): Promise<string | undefined>
  list(path: string): Promise<string[]>
  link(path: string): Promise<string | undefined>
  ask(command: string, args: readonly string[]): Promise<string | undefined>
}

/** `taken` without `by`: by a process of somebody else. Undefined: it cannot be told. */
export type PortState = { taken: false } | { taken: true; by?: string } | undefined

export const thisPortMachine = (platform: string): PortMachine => ({
  platform,
  read: (path) => readTextIfThere(path).catch(() => undefined),
  list: (path) => listDirectory(path).catch(() => []),
  link: linkTarget,
  ask: (command, args) =>
    capture(command, args).then(
      ({ stdout }) => stdout,
      () => undefined,
    ),
})

export async function checkPort(port: number, machine: PortMachine): Promise<Check> {
  const state = await portState(port, machine)
  const id = 'port'
  if (!state) return { id, mark: 'ok', text: `Port ${port}: not known here who holds it (no lsof)` }
  if (!state.taken) return { id, mark: 'ok', text: `Port ${port} is free` }
  const by = state.by ?? 'a process of another user'
  return { id, mark: 'warn', text: `Port ${port} is held by ${by}`, fix: 'middlebox -p 0     # any free port' }
}

export async function portState(port: number, machine: PortMachine): Promise<PortState> {
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((path) => machine.read(path)))
  if (tables.some((table) => table !== undefined)) {
    const inode = tables.flatMap((table) => listeners(table ?? '', port))[0]
    return inode === undefined ? { taken: false } : { taken: true, ...(await holder(inode, machine)) }
  }
  const answer = await machine.ask('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'])
  if (answer === undefined) return undefined
  const pid = /^p(\d+)$/m.exec(answer)?.[1]
  if (pid === undefined) return { taken: false }
  return { taken: true, by: `${/^c(.*)$/m.exec(answer)?.[1] ?? 'process'} (pid ${pid})` }
}

/** Addresses that 127.0.0.1 cannot share a port with, as proc_net_tcp has them: itself, any, any of IPv6, itself mapped. */
const conflicting = ['0100007F', '00000000', '0'.repeat(32), '0000000000000000FFFF00000100007F']

/** The inodes of listening sockets on the port. */
function listeners(table: string, port: number): string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = '', , state]) => {
      const [address = '', at] = local.split(':')
      return state === '0A' && at === hex && conflicting.includes(address)
    })
    .map((columns) => columns[9] ?? '')
}

async function holder(inode: string, machine: PortMachine): Promise<{ by?: string }> {
  const pids = (await machine.list('/proc')).filter((name) => /^\d+$/.test(name))
  for (const pid of pids) {
    for (const fd of await machine.list(`/proc/${pid}/fd`)) {
      if ((await machine.link(`/proc/${pid}/fd/${fd}`)) !== `socket:[${inode}]`) continue
      const name = (await machine.read(`/proc/${pid}/comm`))?.trim() ?? 'process'
      return { by: `${name} (pid ${pid})` }
    }
  }
  return {}
}
