import { expect, test } from 'vitest'
import { readCurlData } from '../../src/formats/curl-data.ts'
import { readCurlOptions } from '../../src/formats/curl-options.ts'

const doors = { read: async (path: string) => Buffer.from(`<${path}>\r\n\0é`), boundary: () => 'B' }
const read = (...words: string[]) => readCurlData(readCurlOptions(words, 'here'), 'here', doors)
const form = 'application/x-www-form-urlencoded'

test.each([
  [['-d', 'a=b', '-d', 'c'], 'a=b&c', form],
  [['-d', '@f'], '<f>\xc3\xa9', form],
  [['--data-binary', '@f'], '<f>\r\n\0\xc3\xa9', form],
  [['--data-raw', '@f'], '@f', form],
  [['--data-urlencode', 'a=b c'], 'a=b%20c', form],
  [['--data-urlencode', '=b&'], 'b%26', form],
  [['--data-urlencode', 'b+'], 'b%2B', form],
  [['--data-urlencode', 'n@-'], 'n=%3C-%3E%0D%0A%00%C3%A9', form],
  [['--json', '{', '--json', '}'], '{}', 'application/json'],
  [['-d', ''], '', form],
])('%j', async (words, bytes, contentType) => {
  expect(await read(...words)).toMatchObject({ bytes, contentType })
})

test('no data, and data beside a form', async () => {
  expect(await read('-s')).toBeUndefined()
  await expect(read('-d', 'a', '-F', 'b=c')).rejects.toThrow('here: Expected data or a form, got both -d and -F.')
  expect(await read('-F', 'b=c')).toMatchObject({ contentType: 'multipart/form-data; boundary=B', json: false })
})
