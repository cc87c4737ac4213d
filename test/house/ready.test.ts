/** scripts/ready.mjs in a project of its own, with an npm that only writes down what it was asked. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runNode } from './run-node.ts'
import { root } from './tree.ts'

let folder: string
const at = (path: string) => join(folder, path)
const put = (path: string, text: string) => {
  mkdirSync(dirname(at(path)), { recursive: true })
  writeFileSync(at(path), text)
}
const age = (path: string, seconds: number) => {
  const time = Date.now() / 1000 - seconds
  utimesSync(at(path), time, time)
}
const lock = (integrity: string) =>
  JSON.stringify({
    packages: { '': {}, 'node_modules/a': { integrity }, 'node_modules/b': { integrity, optional: true } },
  })

/** Stands for npm: notes the call, and installs what the lock file says. */
const npm = `
import { appendFileSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n')
console.log('added 2 packages')
if (process.env.NPM_FAILS) { console.error('npm error network'); process.exit(1) }
mkdirSync('node_modules/node/bin', { recursive: true })
writeFileSync('node_modules/node/bin/node', '')
copyFileSync('package-lock.json', 'node_modules/.package-lock.json')
`

const ready = (env: Record<string, string> = {}) =>
  runNode(at('scripts/ready.mjs'), [], {
    env: { ...env, npm_execpath: at('npm.mjs'), npm_node_execpath: process.execPath },
  })
const calls = () => (existsSync(at('calls')) ? readFileSync(at('calls'), 'utf8').trim().split('\n') : [])

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'middlebox-ready-')))
  cpSync(join(root, 'scripts'), at('scripts'), { recursive: true })
  put('npm.mjs', npm)
  put('package.json', '{ "type": "module" }')
  put('package-lock.json', lock('one'))
  put(
    'tsconfig.json',
    '{ "compilerOptions": { "strict": true, "types": [], "lib": ["es5"], "skipLibCheck": true, "module": "nodenext" } }',
  )
  put(
    'tsconfig.build.json',
    '{ "extends": "./tsconfig.json", "compilerOptions": { "rootDir": "src" }, "include": ["src"] }',
  )
  put('src/a.ts', 'export const a: number = 1')
  mkdirSync(at('node_modules'))
  symlinkSync(join(root, 'node_modules/typescript'), at('node_modules/typescript'))
  symlinkSync(join(root, 'node_modules/@typescript'), at('node_modules/@typescript'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('in a fresh clone it installs and builds, and leaves stdout alone', async () => {
  expect(await ready()).toMatchObject({ code: 0, stdout: '', stderr: 'Installing packages ...\n' })
  expect(calls()).toEqual([expect.stringMatching(/^ci /)])
  expect(readFileSync(at('dist/a.js'), 'utf8')).toContain('const a = 1')
})

test('the second time it does nothing', async () => {
  await ready()
  const built = statSync(at('dist')).mtimeMs
  expect(await ready()).toMatchObject({ code: 0, stdout: '', stderr: '' })
  expect(calls()).toHaveLength(1)
  expect(statSync(at('dist')).mtimeMs).toBe(built)
})

test('a newer lock file is installed only if it asks for something else', async () => {
  await ready()
  age('node_modules/.package-lock.json', 60)
  await ready()
  expect(calls()).toHaveLength(1)
  put('package-lock.json', lock('two'))
  await ready()
  expect(calls()).toHaveLength(2)
})

test('a package that is optional may be missing, another may not', async () => {
  await ready()
  const installed = (name: string) =>
    put(
      'node_modules/.package-lock.json',
      JSON.stringify({ packages: { [`node_modules/${name}`]: { integrity: 'one' } } }),
    )
  installed('a')
  age('node_modules/.package-lock.json', 60)
  await ready()
  expect(calls()).toHaveLength(1)
  installed('b')
  age('node_modules/.package-lock.json', 60)
  await ready()
  expect(calls()).toHaveLength(2)
})

test('a changed source is built again, a deleted one leaves nothing behind', async () => {
  put('src/b.ts', 'export const b = 2')
  await ready()
  age('dist', 60)
  rmSync(at('src/b.ts'))
  await ready()
  expect(existsSync(at('dist/a.js'))).toBe(true)
  expect(existsSync(at('dist/b.js'))).toBe(false)
})

test('a source that does not compile is shown, and the build before it stays', async () => {
  await ready()
  age('dist', 60)
  put('src/a.ts', "export const a: number = 'one'")
  const run = await ready()
  expect(run).toMatchObject({ code: 1, stdout: '' })
  expect(run.stderr).toMatch(/src\/a\.ts.*\n.*Expected the sources to compile/s)
  expect(readFileSync(at('dist/a.js'), 'utf8')).toContain('const a = 1')
})

test('an install that fails says so and stops', async () => {
  const run = await ready({ NPM_FAILS: '1' })
  expect(run).toMatchObject({ code: 1, stdout: '' })
  expect(run.stderr).toMatch(/npm error network\nExpected "npm ci" to install the packages/)
  expect(existsSync(at('dist'))).toBe(false)
})
