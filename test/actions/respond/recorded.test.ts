import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prepareRecorded, recordedProblem, splitEntry } from '../../../src/actions/respond/recorded.ts'
import { makeTemporaryDirectory, writeAtomic } from '../../../src/kit/files.ts'
import { read } from '../../support/origin.ts'
import { requestOf, toolsOf } from '../../support/rules.ts'

const entries = [
  {
    _id: 'first',
    response: {
      status: 201,
      statusText: 'Made',
      headers: [
        { name: 'Content-Type', value: 'text/plain' },
        { name: 'Content-Encoding', value: 'gzip' },
        { name: 'Content-Length', value: '99' },
        { name: 'Set-Cookie', value: 'a=1\nb=2' },
        { name: ':status', value: '201' },
        { name: 'X-Odd', value: 'a\r\nInjected: 1' },
      ],
      content: { text: 'é' },
    },
  },
  { response: { status: 200, content: { text: 'AP8=', encoding: 'base64' } } },
  { response: { status: 0 } },
]

let folder: Awaited<ReturnType<typeof makeTemporaryDirectory>>
let file: string
beforeAll(async () => {
  folder = await makeTemporaryDirectory()
  file = join(folder.path, 'a.har')
  await writeAtomic(file, `\ufeff${JSON.stringify({ log: { entries } })}`)
})
afterAll(() => folder.close())

async function answer(entry: string) {
  const { tools, warnings } = toolsOf()
  const verdict = await prepareRecorded(`${file}#${entry}`)(requestOf(), tools)
  if (verdict?.kind !== 'respond') throw new Error('expected an answer')
  return { head: verdict.head, bytes: (await read(verdict.body)).text, warnings }
}

describe('prepareRecorded', () => {
  test('the response as recorded, framed anew', async () => {
    const { head, bytes } = await answer('first')
    expect(head).toEqual({
      status: 201,
      reason: 'Made',
      version: '1.1',
      fields: [
        ...['Content-Type', 'text/plain', 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2'],
        ...['X-Odd', 'a', 'X-Odd', 'Injected: 1', 'Content-Length', '2'],
      ],
    })
    expect(bytes).toBe('é')
    expect((await answer('1')).head.status).toBe(201)
  })

  test('bytes from Base64', async () => {
    expect((await answer('2')).head.fields).toEqual(['Content-Length', '2'])
  })

  test('one that is not there is an answer that says so', async () => {
    const { head, warnings } = await answer('9')
    expect(head.status).toBe(500)
    expect(warnings).toEqual([expect.stringContaining('Expected entry 9, got 3 entries without it')])
  })
})

describe('recordedProblem', () => {
  test.each([
    ['9', 'Expected entry 9, got 3 entries without it'],
    ['3', 'Expected a recorded response in entry 3, got none'],
  ])('entry %s', async (entry, message) => {
    expect(await recordedProblem(`${file}#${entry}`)).toMatchObject({ message, file })
  })

  test('broken JSON has its place', async () => {
    const broken = join(folder.path, 'broken.har')
    await writeAtomic(broken, '{\n  "log": 1 2 }')
    expect(await recordedProblem(`${broken}#1`)).toMatchObject({ file: broken, line: 2 })
  })

  test('a good one has none', async () => expect(await recordedProblem(`${file}#1`)).toBeUndefined())
})

test('the entry stands behind the last #', () => {
  expect(splitEntry('/a#b.har#x')).toEqual({ file: '/a#b.har', entry: 'x' })
  expect(splitEntry('/a.har')).toEqual({ file: '/a.har', entry: '1' })
})
