/**
 * Makes a checkout ready before `npm start` and `npm test`: installs the packages if they are missing or not those of the
 * lock file, and builds if dist is older than src. Runs on Node 20 with builtins only, because the runtime that everything
 * else needs is one of the packages. Writes to stderr alone: stdout belongs to the program that starts afterwards.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, isBuilt } from './compile.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const say = (line) => process.stderr.write(`${line}\n`)

const modified = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs

/** Whether node_modules holds what the lock file asks for. A newer lock file alone is no proof: git touches it too. */
const isInstalled = () => {
  const lock = join(root, 'package-lock.json')
  const record = join(root, 'node_modules', '.package-lock.json')
  if (modified(record) === undefined) return false
  if (modified(record) >= modified(lock)) return true
  const wanted = JSON.parse(readFileSync(lock, 'utf8')).packages
  const found = JSON.parse(readFileSync(record, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || (found[path] ? found[path].integrity === entry.integrity : entry.optional || entry.peer),
  )
}

/** npm as the one that runs us, else the one on the PATH. */
const runNpm = (args) => {
  const script = process.env.npm_execpath
  const options = { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }
  return script
    ? spawnSync(process.env.npm_node_execpath ?? process.execPath, [script, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}

const install = () => {
  say('Installing packages ...')
  // The engines of some packages are above the system's Node; they run on the one that is being installed.
  const result = runNpm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error', '--engine-strict=false'])
  if (result.status === 0) return true
  say((result.stderr || result.stdout || String(result.error)).trim())
  say('Expected "npm ci" to install the packages, got the error above; connect to the network and run it by hand.')
  return false
}

/** The runtime comes from an install script; where npm is set not to run those, the system's Node must do. */
const hasRuntime = () => {
  const file = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(file) || Number(process.versions.node.split('.')[0]) >= 24) return true
  say(
    `Expected Node 24 in node_modules, found none, and this is Node ${process.versions.node}: npm did not run the install ` +
      'script of the package "node"; run "npm rebuild node --ignore-scripts=false", or install Node 24.',
  )
  return false
}

const isReady = (isInstalled() || install()) && hasRuntime() && (isBuilt(root) || build(root, say))
process.exitCode = isReady ? 0 : 1
