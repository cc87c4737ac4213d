import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { BodyEdit } from '../../src/actions/index.ts'
import { checkBodyEdit, editBody, explainBodyEdit } from '../../src/actions/rewrite-body.ts'
import { BytesBody } from '../../src/kit/body.ts'
import { HeadEdit } from '../../src/kit/edit-head.ts'
import { makeTemporaryDirectory, writeAtomic } from '../../src/kit/files.ts'
import { buildRequestHead, buildResponseHead } from '../support/exchange.ts'
import type { Head } from '../../src/model/message.ts'
import { read } from '../support/origin.ts'
import { toolsOf } from '../support/rules.ts'

async function edited(edit: BodyEdit, content: string, fields: string[] = []) {
  const { tools, warnings } = toolsOf()
  const head = new HeadEdit(buildResponseHead({ fields }), 'rule r')
  const body = await editBody(edit, new BytesBody(Buffer.from(content)), head, tools)
  return { text: (await read(body)).text, fields: head.head.fields, warnings }
}

describe('editBody', () => {
  test('replacements, then merge, then patch', async () => {
    const edit: BodyEdit = {
      replace: [{ pattern: 'one', with: '1' }],
      merge: { b: 2 },
      patch: [{ op: 'remove', path: '/a' }],
    }
    expect(await edited(edit, '{"a":"one","c":"one"}', ['Content-Length', '21'])).toEqual({
      text: '{"c":"1","b":2}',
      fields: ['Content-Length', '15'],
      warnings: [],
    })
  })

  test('. matches line ends', async () => {
    expect((await edited({ replace: [{ pattern: '<.*>', with: '' }] }, 'a<\n>b')).text).toBe('ab')
  })

  test.each([
    [{ merge: {} }, 'plain', 'it is no JSON'],
    [{ patch: [{ op: 'remove', path: '/z' }] }, '{}', 'there is no member "z"'],
  ] as [BodyEdit, string, string][])(
    '%j cannot be done to %s: it is left, with a warning',
    async (edit, content, why) => {
      expect(await edited(edit, content)).toEqual({
        text: content,
        fields: [],
        warnings: [expect.stringContaining(why)],
      })
    },
  )

  test('a body that is too long for a slow pattern is left, with a warning', async () => {
    const edit: BodyEdit = { replace: [{ pattern: '(?<!x)a*b*c', with: '' }] }
    const content = 'c'.repeat(1000)
    expect(await edited(edit, content.slice(1))).toMatchObject({ text: '', warnings: [] })
    expect(await edited(edit, content)).toEqual({
      text: content,
      fields: [],
      warnings: ['a body is left as it is: /(?<!x)a*b*c/ is too slow for more than 999 characters, and it has 1000'],
    })
  })

  test('a file, with its type; a missing one changes nothing', async () => {
    await using folder = await makeTemporaryDirectory()
    const file = join(folder.path, 'a.html')
    await writeAtomic(file, '<p>')
    expect(await edited({ file }, 'old')).toEqual({
      text: '<p>',
      fields: ['Content-Type', 'text/html; charset=utf-8'],
      warnings: [],
    })
    expect(await edited({ file: `${file}.gone` }, 'old')).toMatchObject({
      text: 'old',
      warnings: [expect.stringContaining('ENOENT')],
    })
  })

  test('an edit of no body leaves no body', async () => {
    expect((await edited({ merge: {} }, '')).warnings).toEqual([])
  })
})

test('either edits or another body', () => {
  expect(checkBodyEdit({ text: 'a', merge: {} })).toContain('got text, merge')
  expect(checkBodyEdit({ replace: [], merge: {} })).toBeUndefined()
  expect(checkBodyEdit(undefined)).toBeUndefined()
})

test('explains itself', () => {
  expect(explainBodyEdit({ replace: [{ pattern: 'a', with: 'b' }], patch: [] })).toEqual([
    'replace /a/ in the body by "b"',
    'patch the JSON of the body',
  ])
})

describe('what is told', () => {
  async function told(edit: BodyEdit, content: string, head: Head) {
    const { tools, bodies } = toolsOf()
    await editBody(edit, new BytesBody(Buffer.from(content)), new HeadEdit(head, 'rule r'), tools)
    return bodies.map(([side, upstream]) => [side, upstream && Buffer.concat(upstream as Uint8Array[]).toString()])
  }
  const [request, response] = [buildRequestHead(), buildResponseHead()]
  const edit: BodyEdit = { merge: { b: 2 } }

  test('of a request what is sent on, of a response what came', async () => {
    expect(await told(edit, '{"a":1}', request)).toEqual([['request', '{"a":1,"b":2}']])
    expect(await told(edit, '{"a":1}', response)).toEqual([['response', '{"a":1}']])
  })

  test('nothing when the bytes stay the same', async () => {
    expect(await told(edit, '{"a":1,"b":2}', response)).toEqual([])
    expect(await told(edit, 'no JSON', response)).toEqual([])
    expect(await told({ text: '' }, '', response)).toEqual([])
  })

  test('a response in whose place another is put is not read', async () => {
    expect(await told({ text: 'new' }, 'old', request)).toEqual([['request', 'new']])
    expect(await told({ text: 'new' }, 'old', response)).toEqual([['response', undefined]])
    expect(await told({ text: 'new' }, '', response)).toEqual([['response', '']])
  })
})
