/** The door to who has a port: on Linux the kernel tells which socket listens, and which process has it open. */
import { readdir, readlink } from 'node:fs/promises'
import { basename } from 'node:path'
import { readTextIfThere } from './files.ts'
import { sanitize } from './sanitize.ts'

/** The program that listens on a port, such as `node (process 4711)`; undefined where nobody may know, or can. */
export async function portHolder(port: number): Promise<string | undefined> {
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((path) => quietly(readTextIfThere(path))))
  const inodes = tables.flatMap((table) => inodesOf(table ?? '', port))
  if (inodes.length === 0) return undefined
  const links = new Set(inodes.map((inode) => `socket:[${inode}]`))
  for (const pid of (await quietly(readdir('/proc'))) ?? []) {
    if (!/^\d+$/.test(pid) || !(await hasOpen(pid, links))) continue
    const name = programName((await quietly(readTextIfThere(`/proc/${pid}/cmdline`))) ?? '')
    return name === '' ? `process ${pid}` : `${name} (process ${pid})`
  }
  return undefined
}

/** proc(5): arguments end with NUL. Of an interpreter the script says more than its own name. */
export function programName(commandLine: string): string {
  const [program = '', script = ''] = commandLine.split('\0').map((part) => basename(part))
  const interprets = /^(node|deno|bun|python[\d.]*|ruby|perl|php[\d.]*)$/.test(program)
  return sanitize(interprets && script !== '' && !script.startsWith('-') ? `${program} ${script}` : program)
}

/** proc(5): the tenth column of a line is the socket's inode; state 0A is LISTEN. */
export function inodesOf(table: string, port: number): string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0')
  return table.split('\n').flatMap((line) => {
    const columns = line.trim().split(/\s+/)
    const [, local = '', , state, , , , , , inode = '0'] = columns
    return state === '0A' && local.endsWith(`:${wanted}`) && inode !== '0' ? [inode] : []
  })
}

async function hasOpen(pid: string, links: ReadonlySet<string>): Promise<boolean> {
  const directory = `/proc/${pid}/fd`
  for (const descriptor of (await quietly(readdir(directory))) ?? []) {
    const link = await quietly(readlink(`${directory}/${descriptor}`))
    if (link !== undefined && links.has(link)) return true
  }
  return false
}

/** Processes end while one looks at them, and those of others may not be looked at. */
function quietly<T>(work: Promise<T>): Promise<T | undefined> {
  return work.catch(() => undefined)
}
