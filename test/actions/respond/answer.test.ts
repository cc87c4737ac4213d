import { expect, test } from 'vitest'
import { answerWith, failedAnswer, headFor } from '../../../src/actions/respond/answer.ts'
import { read } from '../../support/origin.ts'
import { toolsOf } from '../../support/rules.ts'

test('a head has what its body needs, and nothing twice', () => {
  expect(headFor({}, 3, 'a/b')).toEqual({
    status: 200,
    reason: 'OK',
    version: '1.1',
    fields: ['Content-Type', 'a/b', 'Content-Length', '3'],
  })
  expect(headFor({ status: 204 }, 0).fields).toEqual([])
  expect(headFor({ headers: [['content-type', 'x/y']] }, 0, 'a/b').fields).toEqual([
    ...['content-type', 'x/y'],
    ...['Content-Length', '0'],
  ])
})

test('an answer is a mock', async () => {
  const verdict = answerWith(headFor({}, 1), Buffer.from('x'))
  expect(verdict).toMatchObject({ kind: 'respond', from: 'mock', patches: [] })
  expect(verdict.kind === 'respond' && (await read(verdict.body)).text).toBe('x')
})

test('an answer that cannot be made says why', async () => {
  const { tools, warnings } = toolsOf()
  const verdict = failedAnswer(tools, 'cannot answer with x', new Error('gone'))
  expect(verdict).toMatchObject({ head: { status: 500 } })
  expect(verdict.kind === 'respond' && (await read(verdict.body)).text).toBe('middlebox: cannot answer with x: gone\n')
  expect(warnings).toEqual(['cannot answer with x: gone'])
})
