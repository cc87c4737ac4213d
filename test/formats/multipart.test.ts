import { expect, test } from 'vitest'
import { readCurlOptions } from '../../src/formats/curl-options.ts'
import { multipart } from '../../src/formats/multipart.ts'

const doors = { read: async (path: string) => Buffer.from(`[${path}]`), boundary: () => 'B' }
const part = async (...words: string[]) => (await multipart(readCurlOptions(words, 'here'), 'here', doors)).bytes
const disposition = 'Content-Disposition: form-data; name='

test.each([
  [['-F', 'a=b;c'], `${disposition}"a"\r\n\r\nb;c`],
  [['-F', 'a=b;type=text/x'], `${disposition}"a"\r\nContent-Type: text/x\r\n\r\nb`],
  [['-F', 'a="b;type=\\"q"'], `${disposition}"a"\r\n\r\nb;type="q`],
  [['--form-string', 'a=@b;type=c'], `${disposition}"a"\r\n\r\n@b;type=c`],
  [['-F', 'a=<x/y.txt'], `${disposition}"a"\r\n\r\n[x/y.txt]`],
  [['-F', 'a=@x/y.PNG'], `${disposition}"a"; filename="y.PNG"\r\nContent-Type: image/png\r\n\r\n[x/y.PNG]`],
  [['-F', 'a=@f;type=t/u;filename=g'], `${disposition}"a"; filename="g"\r\nContent-Type: t/u\r\n\r\n[f]`],
  [['-F', 'a=@f'], `${disposition}"a"; filename="f"\r\nContent-Type: application/octet-stream\r\n\r\n[f]`],
  [['-F', 'a"\r\nX: y=b'], `${disposition}"a%22%0D%0AX: y"\r\n\r\nb`],
])('%j', async (words, expected) => {
  expect(await part(...words)).toBe(`--B\r\n${expected}\r\n--B--\r\n`)
})

test('several parts, and one without a name', async () => {
  expect(await part('-F', 'a=1', '-F', 'b=2')).toBe(
    `--B\r\n${disposition}"a"\r\n\r\n1\r\n--B\r\n${disposition}"b"\r\n\r\n2\r\n--B--\r\n`,
  )
  await expect(part('-F', 'plain')).rejects.toThrow('here: Expected name=content after -F, got "plain".')
})
