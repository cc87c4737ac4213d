/** bin/middlebox.js in an installed package of its own, under runtimes that are new enough or only say that they are not. */
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runNode } from './run-node.ts'
import { read, root } from './tree.ts'

let folder: string
let bin: string

const program = `
const [what] = process.argv.slice(2)
if (what === 'regex') /^(a+)+$/.test('a'.repeat(60) + '!')
if (what === 'wait') {
  const timer = setInterval(() => undefined, 1000)
  process.on('SIGTERM', () => { console.log('stopping'); clearInterval(timer); process.exitCode = 9 })
}
console.log(JSON.stringify({ args: process.argv.slice(2), guard: process.env.MIDDLEBOX_HANDED_OVER ?? null }))
if (what === 'die') process.kill(process.pid, 'SIGKILL')
if (what === 'three') process.exitCode = 3
`

const addProgram = () => writeFileSync(join(folder, 'dist/cli/main.js'), program)

const addRuntime = () => {
  mkdirSync(join(folder, 'node_modules/node/bin'), { recursive: true })
  writeFileSync(join(folder, 'node_modules/node/package.json'), '{ "name": "node" }')
  symlinkSync(process.execPath, join(folder, 'node_modules/node/bin/node'))
}

/** Flags under which this runtime reports another version. They do not reach a process it hands over to. */
const as = (version: string) => [
  '--import',
  `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`,
]

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'middlebox-bin-')))
  bin = join(folder, 'bin/middlebox.js')
  mkdirSync(join(folder, 'bin'))
  mkdirSync(join(folder, 'dist/cli'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  copyFileSync(join(root, 'bin/middlebox.js'), bin)
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('with a runtime that is new enough', () => {
  beforeEach(addProgram)

  test('it runs the program, with no guard left for what that starts', async () => {
    const run = await runNode(bin, ['a', '-b'], { env: { MIDDLEBOX_HANDED_OVER: '1' } })
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(run.stdout)).toEqual({ args: ['a', '-b'], guard: null })
  })

  test('a regular expression that backtracks without end comes to its end', async () => {
    expect(await runNode(bin, ['regex'])).toMatchObject({ code: 0 })
  })

  test.each([
    ['23.11.1', 1],
    ['24.14.1', 1],
    ['24.15.0', 0],
    ['25.6.1', 1],
    ['25.7.0', 0],
    ['26.0.0', 0],
  ])('%s ends with %i', async (version, code) => {
    expect(await runNode(bin, [], { flags: as(version) })).toMatchObject({ code })
  })
})

test('package.json asks for the same versions', () => {
  const { engines } = JSON.parse(read('package.json').text) as { engines: { node: string } }
  expect(engines.node).toBe('^24.15.0 || >=25.7.0')
})

describe('with one that is too old', () => {
  const flags = as('20.1.0')
  beforeEach(addProgram)

  test('it says in one line what is needed', async () => {
    const run = await runNode(bin, [], { flags })
    expect(run).toMatchObject({ code: 1, stdout: '' })
    expect(run.stderr).toMatch(/^middlebox: expected Node 24\.15 or newer .* got 20\.1\.0 at .+\n$/)
  })

  test('it hands over to the local runtime and keeps arguments and exit code', async () => {
    addRuntime()
    const run = await runNode(bin, ['three', '-x'], { flags })
    expect(run).toMatchObject({ code: 3, stderr: '' })
    expect(JSON.parse(run.stdout)).toEqual({ args: ['three', '-x'], guard: null })
  })

  test('it hands over once', async () => {
    addRuntime()
    expect(await runNode(bin, [], { flags, env: { MIDDLEBOX_HANDED_OVER: '1' } })).toMatchObject({
      code: 1,
      stdout: '',
    })
  })

  test('it passes signals on', async () => {
    addRuntime()
    const run = await runNode(bin, ['wait'], { flags, signal: 'SIGTERM' })
    expect(run).toMatchObject({ code: 9, stdout: expect.stringContaining('stopping') })
  })

  test('it ends by the signal that ended the program', async () => {
    addRuntime()
    expect(await runNode(bin, ['die'], { flags })).toMatchObject({ code: null, signal: 'SIGKILL' })
  })
})

test('without a build it says how to make one', async () => {
  const run = await runNode(bin)
  expect(run).toMatchObject({ code: 1, stdout: '' })
  expect(run.stderr).toBe(
    `middlebox: expected a build in ${folder}/dist, found none; run "npm run build" in ${folder}\n`,
  )
})

test('an error of the program is not taken for a missing build', async () => {
  writeFileSync(join(folder, 'dist/cli/main.js'), "import './absent.js'")
  const run = await runNode(bin)
  expect(run.code).toBe(1)
  expect(run.stderr).toContain('absent.js')
})
