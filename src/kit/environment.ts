/** The door to the machine around us: variables, home directories, platform, terminal, and child processes. */
import { spawn as spawnProcess } from 'node:child_process'
import type { Readable } from 'node:stream'
import { homedir, hostname, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { systemClock } from './clock.ts'

export type Variables = Readonly<Record<string, string | undefined>>

export function variables(): Variables {
  return process.env
}

export function userHome(): string {
  return homedir()
}

/** `user@host`, to tell one person's or machine's things from another's. */
export function userAtHost(): string {
  const host = hostname().split('.', 1)[0]
  try {
    return `${userInfo().username}@${host}`
  } catch {
    // A user id without an entry in the user database, as in containers.
    return `uid ${process.getuid?.() ?? '?'}@${host}`
  }
}

/** Whether system files may be written without sudo. */
export function isSuperuser(): boolean {
  return process.getuid?.() === 0
}

export function platform(): string {
  return process.platform
}

/** Where the CA and archives live, absolute: MIDDLEBOX_HOME, else $XDG_DATA_HOME/middlebox, else ~/.local/share/middlebox. */
export function stateHome(env: Variables, home: string): string {
  return resolve(env['MIDDLEBOX_HOME'] || join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'middlebox'))
}

/** Where the user's own config lives: $XDG_CONFIG_HOME/middlebox, else ~/.config/middlebox. */
export function configHome(env: Variables, home: string): string {
  return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'middlebox')
}

/** Which standard streams are terminals, and how large the terminal is (80×24 when none). */
export function terminal(): { stdin: boolean; stdout: boolean; stderr: boolean; columns: number; rows: number } {
  const { stdin, stdout, stderr } = process
  return {
    stdin: stdin.isTTY === true,
    stdout: stdout.isTTY === true,
    stderr: stderr.isTTY === true,
    columns: stdout.columns || 80,
    rows: stdout.rows || 24,
  }
}

export type ChildEnd = { code: number | null; signal: NodeJS.Signals | null }

export type Child = {
  readonly pid: number | undefined
  readonly stdout: Readable | null
  readonly stderr: Readable | null
  kill(signal: NodeJS.Signals): void
  /** How it ended. Rejects with Node's error (ENOENT, EACCES) when it never started. */
  readonly ended: Promise<ChildEnd>
}

/** Starts a program, no shell between; by default it inherits stdin, stdout and stderr. */
export function spawn(
  command: string,
  args: readonly string[],
  options: { env?: Variables; cwd?: string; stdio?: 'inherit' | 'pipe' | 'ignore' } = {},
): Child {
  const { stdio = 'inherit', ...rest } = options
  const child = spawnProcess(command, args, { ...rest, stdio: stdio === 'pipe' ? ['ignore', 'pipe', 'pipe'] : stdio })
  const ended = new Promise<ChildEnd>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  return {
    pid: child.pid,
    stdout: child.stdout,
    stderr: child.stderr,
    kill: (signal) => void child.kill(signal),
    ended,
  }
}

/** Runs a program to its end and collects what it printed; rejects when it does not end `within` so many ms. */
export async function capture(
  command: string,
  args: readonly string[],
  { within, ...options }: { env?: Variables; cwd?: string; within?: number } = {},
): Promise<ChildEnd & { stdout: string; stderr: string }> {
  const child = spawn(command, args, { ...options, stdio: 'pipe' })
  const late = () => {
    child.kill('SIGKILL')
    // A grandchild may hold them open.
    for (const stream of [child.stdout, child.stderr]) stream?.destroy(new Error(`${command} did not end in time`))
  }
  const timer = within === undefined ? undefined : systemClock.after(within, late)
  try {
    const [end, stdout, stderr] = await Promise.all([child.ended, collect(child.stdout), collect(child.stderr)])
    return { ...end, stdout, stderr }
  } finally {
    timer?.stop()
  }
}

async function collect(stream: Readable | null): Promise<string> {
  const chunks: Uint8Array[] = []
  if (stream) for await (const chunk of stream) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks).toString('utf8')
}
