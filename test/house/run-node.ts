/** Runs a script in a process of its own and collects what it says. */
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

export type Run = { code: number | null; signal: string | null; stdout: string; stderr: string }
export type Options = {
  /** Stands before the script: flags of the runtime. */
  flags?: string[]
  env?: Record<string, string>
  /** Sends this signal as soon as the script has written something. */
  signal?: NodeJS.Signals
}

export async function runNode(
  file: string,
  args: string[] = [],
  { flags = [], env = {}, signal }: Options = {},
): Promise<Run> {
  const child = spawn(process.execPath, [...flags, file, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (signal) child.stdout.once('data', () => child.kill(signal))
  const ended = new Promise<Pick<Run, 'code' | 'signal'>>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, by) => resolve({ code, signal: by }))
  })
  const [stdout, stderr, end] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { ...end, stdout, stderr }
}
