import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'
import { openTailFile } from '../../src/kit/tail-file.ts'

const frame = { head: '[', separator: ',', tail: ']' }
const silent = () => {}

test('the file is whole after each entry', async () => {
  await using directory = await makeTemporaryDirectory()
  const path = join(directory.path, 'f.json')
  const file = await openTailFile(path, frame, silent)
  const whole = async () => JSON.parse(await readFile(path, 'utf8')) as unknown
  file.append(['1'])
  while (file.waiting > 0) await new Promise(setImmediate)
  expect(await whole()).toEqual([1])
  file.append(['2', '"ü"'])
  await file.close()
  expect(await whole()).toEqual([1, 2, 'ü'])
})

test('without entries it is whole too, and replaces what was there', async () => {
  await using directory = await makeTemporaryDirectory()
  const path = join(directory.path, 'f.json')
  for (const entries of [['1', '2', '3'], []]) {
    const file = await openTailFile(path, frame, silent)
    file.append(entries)
    await file.close()
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(entries.map(Number))
  }
})

test('a folder that is not there is said at once', async () => {
  await using directory = await makeTemporaryDirectory()
  await expect(openTailFile(join(directory.path, 'no', 'f'), frame, silent)).rejects.toThrow(/ENOENT/)
})

test.runIf(process.platform === 'linux')('a full disk is told once, and ends the writing', async () => {
  const errors: string[] = []
  const file = await openTailFile('/dev/full', frame, (error) =>
    errors.push((error as NodeJS.ErrnoException).code ?? ''),
  )
  file.append(['1'])
  await file.close()
  file.append(['2'])
  expect(errors).toEqual(['ENOSPC'])
})
