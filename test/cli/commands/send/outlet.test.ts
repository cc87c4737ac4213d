import { expect, test } from 'vitest'
import { openOutlet } from '../../../../src/cli/commands/send/outlet.ts'
import { makeTemporaryDirectory, readText } from '../../../../src/kit/files.ts'
import { createTestWorld } from '../../../support/cli-world.ts'

const put = (outlet: Awaited<ReturnType<typeof openOutlet>>, bytes: string) =>
  new Promise<unknown>((resolve) => outlet.body(Buffer.from(bytes, 'latin1'), resolve))

test('a pipe gets the bytes', async () => {
  const world = createTestWorld()
  const outlet = await openOutlet(undefined, world)
  outlet.head('HTTP/1.1 200 \xe9\r\n\r\n')
  await put(outlet, 'a\0\x1b[1m\xff')
  expect(world.out).toBe('HTTP/1.1 200 \xe9\r\n\r\na\0\x1b[1m\xff')
})

test('a terminal gets text without commands, whole characters, and no binary', async () => {
  const world = createTestWorld({ isTTY: true })
  const outlet = await openOutlet(undefined, world)
  outlet.head('HTTP/1.1 200 \x1b[2JOK\r\nA: \xc3\xa9\r\n\r\n')
  await put(outlet, 'a\x1b[31mb\r\n\xc3')
  await put(outlet, '\xa9\0')
  expect(world.out).toBe('HTTP/1.1 200 OK\nA: é\n\na\ufffd[31mb\né\ufffd')
  const other = await openOutlet(undefined, world)
  expect(await put(other, 'a\0')).toMatchObject({ code: 'output_failed', hint: expect.stringContaining('-o -') })
})

test('-o - is stdout as it is', async () => {
  const world = createTestWorld({ isTTY: true })
  await put(await openOutlet('-', world), '\0')
  expect(world.out).toBe('\0')
})

test('a file, and one that cannot be', async () => {
  await using home = await makeTemporaryDirectory()
  const world = createTestWorld({ cwd: () => home.path })
  const outlet = await openOutlet('f', world)
  outlet.head('h\r\n')
  await put(outlet, 'b')
  await outlet.close()
  expect(await readText(`${home.path}/f`)).toBe('h\r\nb')
  await expect(openOutlet('no/f', world)).rejects.toMatchObject({ code: 'output_failed', exitCode: 1 })
})
