import { expect, test } from 'vitest'
import { multipart } from '../../../src/content/views/multipart.ts'
import { openView, viewRows } from '../../support/content.ts'

const type = 'multipart/form-data; boundary=XX'

test('parts with their fields, texts as text, the rest in hexadecimal', async () => {
  const part = (name: string, content: string) =>
    `--XX\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${content}\r\n`
  expect(
    await viewRows(
      multipart,
      `${part('a', 'one\r\ntwo')}${part('b', '')}${part('c', `\0${'x'.repeat(99)}`)}--XX--\r\n`,
      type,
      {},
    ),
  ).toEqual([
    '--XX',
    'Content-Disposition: form-data; name="a"',
    '',
    '  one',
    '  two',
    '--XX',
    'Content-Disposition: form-data; name="b"',
    '',
    '--XX',
    'Content-Disposition: form-data; name="c"',
    '',
    expect.stringMatching(/^ {2}[0-9a-f]{8} {2}00 78/),
    expect.any(String),
    expect.any(String),
    expect.any(String),
    '  … 36 more bytes',
    '--XX--',
  ])
})

test('a boundary that nobody told is found', async () => {
  expect(await viewRows(multipart, '--q\r\na: b\r\n\r\nx\r\n--q--')).toEqual(['--q', 'a: b', '', '  x', '--q--'])
})

test('without a boundary it is text', async () => {
  const document = await openView(multipart, 'abc', type)
  expect(document.notes.join()).toContain('no boundary')
})

test('what is cut shows what there is', async () => {
  expect(await viewRows(multipart, '--XX\r\na: b\r\n\r\nhalf', type, { cut: true })).toEqual([
    '--XX',
    'a: b',
    '',
    '  half',
  ])
})
