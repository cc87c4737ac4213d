#!/usr/bin/env node
/*
 * Checks the Node version, hands over once to a local runtime when this one is too old, and loads the built program.
 * Written in syntax that Node 14 parses, so that an old Node gets a sentence and not a stack trace.
 */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// The first versions whose http2 answers with raw header arrays and knows strictSingleValueFields (docs/decisions/0002).
const floors = { 24: 15, 25: 7 }
const handedOver = 'MIDDLEBOX_HANDED_OVER'
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const program = new URL('../dist/cli/main.js', import.meta.url)

const fail = (line) => {
  process.stderr.write('middlebox: ' + line + '\n')
  process.exitCode = 1
}

const isSupported = () => {
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major > 25 || minor >= floors[major]
}

// The npm package "node", a dev dependency of a checkout: here or hoisted above us.
const localRuntime = () => {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'))
    const file = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
    return existsSync(file) ? file : undefined
  } catch {
    return undefined
  }
}

const sayTooOld = () =>
  fail(
    `expected Node 24.15 or newer (25.7 in line 25), got ${process.versions.node} at ${process.execPath}; ` +
      'install Node 24 or newer from https://nodejs.org',
  )

const handOver = async (runtime) => {
  const { spawn } = await import('node:child_process')
  const child = spawn(runtime, process.argv.slice(1), {
    stdio: 'inherit',
    env: Object.assign({}, process.env, { [handedOver]: '1' }),
  })
  // A terminal sends its keys' signals to both of us already; a second SIGINT would mean "end at once" to the program.
  const fromTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY)
  const keys = ['SIGINT', 'SIGQUIT']
  const signals = process.platform === 'win32' ? ['SIGINT'] : [...keys, 'SIGTERM', 'SIGHUP', 'SIGUSR2']
  const pass = (signal) => (fromTerminal && keys.includes(signal)) || child.kill(signal)
  signals.forEach((name) => process.on(name, pass))
  child.on('error', sayTooOld)
  child.on('exit', (code, signal) => {
    signals.forEach((name) => process.removeListener(name, pass))
    if (signal) process.kill(process.pid, signal)
    else process.exitCode = code
  })
}

const run = async () => {
  // V8 then moves a regular expression that backtracks too long to its linear engine, if that can run it (which ones it can:
  // src/filter/pattern-emit.ts). Set here because it counts for what is compiled afterwards, in worker threads too.
  const { setFlagsFromString } = await import('node:v8')
  setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks')
  try {
    await import(program.href)
  } catch (error) {
    if (existsSync(program)) throw error
    fail(`expected a build in ${join(root, 'dist')}, found none; run "npm run build" in ${root}`)
  }
}

if (isSupported()) {
  // A command run by this process must be free to hand over in its turn.
  delete process.env[handedOver]
  void run()
} else {
  const runtime = process.env[handedOver] ? undefined : localRuntime()
  if (runtime) void handOver(runtime)
  else sayTooOld()
}
