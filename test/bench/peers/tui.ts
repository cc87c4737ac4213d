/** Middlebox with its screen, as a user starts it, on a terminal of 120 columns and 40 rows that `script` makes. */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import type { Bench } from '../bench.ts'
import { canPin, endChild, startChild } from '../children.ts'
import { processTree } from '../usage.ts'
import { freePort } from './launch.ts'
import { executable } from './middlebox.ts'
import type { Running } from './peer.ts'

export type Screen = Running & {
  /** ms from the start of the process to the first frame. */
  firstFrameMs: number
  /** Types a key; resolves to the ms until what matches is written. */
  press(key: string, wanted: RegExp): Promise<number>
}

const patience = 20_000

export function missingTerminal(): string | undefined {
  const { error } = spawnSync('script', ['--version'])
  return error === undefined ? undefined : 'script (util-linux) is not here'
}

/** `pinned`: on the core of the proxy, as its headless self. `args` are more of the command line. */
export async function startScreen(bench: Bench, pinned = true, args: readonly string[] = []): Promise<Screen> {
  const port = await freePort()
  const pin = pinned && canPin ? 'taskset -c 1 ' : ''
  const line = `stty cols 120 rows 40; exec ${pin}${process.execPath} ${executable} ${['-p', port, '-x', 'none', ...args].join(' ')}`
  const home = join(bench.directory, 'middlebox')
  const env = { ...process.env, MIDDLEBOX_HOME: home, XDG_CONFIG_HOME: home, CI: '', TERM: 'xterm-256color' }
  const startedAt = performance.now()
  const child = startChild('anywhere', 'script', ['-qfc', line, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...env, COLORTERM: 'truecolor' },
  })
  let text = ''
  let wanted: { pattern: RegExp; found(at: number): void } | undefined
  child.stdout?.on('data', (chunk: Buffer) => {
    const at = performance.now()
    if (wanted === undefined) return
    text += chunk.toString()
    if (wanted.pattern.test(stripVTControlCharacters(text))) wanted.found(at)
  })
  const shows = (pattern: RegExp) =>
    new Promise<number>((resolve, reject) => {
      const end = (settle: () => void) => {
        wanted = undefined
        clearTimeout(timer)
        settle()
      }
      const timer = setTimeout(
        () => end(() => reject(new Error(`Expected the screen to show ${pattern}, got ${JSON.stringify(text)}`))),
        patience,
      )
      text = ''
      wanted = { pattern, found: (at) => end(() => resolve(at)) }
    })
  const firstFrameMs = (await shows(/waiting for the first request/)) - startedAt
  const pid = nodeIn(child.pid ?? 0)
  return {
    pid,
    port,
    ca: '',
    listeningMs: firstFrameMs,
    firstFrameMs,
    async press(key, pattern) {
      const shown = shows(pattern)
      const pressedAt = performance.now()
      child.stdin?.write(key)
      return (await shown) - pressedAt
    },
    async close() {
      // `script` ends by itself, and says nothing, when what it runs has ended.
      process.kill(pid, 'SIGTERM')
      await Promise.race([once(child, 'exit'), wait(5000, undefined, { ref: false })])
      await endChild(child)
    },
  }
}

/** The proxy below `script`, whose own work is not to be counted. */
function nodeIn(pid: number): number {
  const found = processTree(pid).find((one) =>
    readFileSync(`/proc/${one}/cmdline`, 'utf8').startsWith(process.execPath),
  )
  if (found === undefined) throw new Error(`Expected a process of Node below ${pid}, found none`)
  return found
}
