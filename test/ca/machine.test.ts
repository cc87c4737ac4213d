import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { thisMachine } from '../../src/ca/machine.ts'

test('this machine answers about files', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'middlebox-machine-'))
  try {
    const machine = thisMachine()
    await writeFile(join(directory, 'a'), 'text')
    expect(await machine.isThere(join(directory, 'a'))).toBe(true)
    expect(await machine.isThere(join(directory, 'b'))).toBe(false)
    expect(await machine.list(directory)).toEqual(['a'])
    expect(await machine.list(join(directory, 'a'))).toEqual([])
    expect(await machine.read(join(directory, 'a'))).toBe('text')
    expect(await machine.read(directory)).toBeUndefined()
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
})

test('this machine answers about programs', async () => {
  const machine = thisMachine()
  const ask = (code: string) => machine.ask(process.execPath, ['-e', code])
  expect(await ask('console.log(1); process.exitCode = 3')).toMatchObject({ code: 3, stdout: '1\n' })
  expect(await machine.ask('/nonexistent/program', [])).toBeUndefined()
})
