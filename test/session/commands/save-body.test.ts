import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { makeTemporaryDirectory } from '../../../src/kit/files.ts'
import { commandBench } from '../../support/commands.ts'
import { endEvent, requestEvent, responseEvent, responseHead } from '../../support/events.ts'

const bodyOf = (data: Uint8Array) => ({ size: data.length, kept: data.length, chunks: [data] })

function bench() {
  const all = commandBench(0)
  const packed = gzipSync('{"a":1}')
  const head = responseHead({ fields: ['Content-Encoding', 'gzip'] })
  const bodies = { requestBody: bodyOf(Buffer.from('asked')), responseBody: bodyOf(packed) }
  for (const event of [requestEvent('1'), responseEvent('1', { head }), endEvent('1', bodies)]) all.store.apply(event)
  return { ...all, packed }
}

test('the content of the answer, its bytes as sent, and the request', async () => {
  await using folder = await makeTemporaryDirectory()
  const { run, packed } = bench()
  const file = join(folder.path, 'body')
  expect(await run('save-body', { exchange: '1', file })).toEqual({ file, bytes: 7, complete: true })
  expect(await readFile(file, 'utf8')).toBe('{"a":1}')
  await run('save-body', { exchange: '1', file, raw: true })
  expect(await readFile(file)).toEqual(packed)
  await run('save-body', { exchange: '1', file, of: 'request' })
  expect(await readFile(file, 'utf8')).toBe('asked')
})

test('a place that cannot be written', async () => {
  await expect(bench().run('save-body', { exchange: '1', file: '/nowhere/at/all' })).rejects.toMatchObject({
    code: 'output_failed',
    message: expect.stringContaining('/nowhere/at/all'),
  })
})
