import { expect, test } from 'vitest'
import { byteText } from '../../src/formats/request-parts.ts'
import { readByteText } from '../../src/formats/curl-doors.ts'

test('a file is asked for by its name as text and comes as bytes', async () => {
  const asked: string[] = []
  const read = async (path: string) => (asked.push(path), Uint8Array.of(0xff, 0x41))
  expect(await readByteText(byteText('é.txt'), { read, boundary: () => '' })).toBe('\xffA')
  expect(asked).toEqual(['é.txt'])
})
