import { expect, test } from 'vitest'
import { problemAnswer } from '../../../src/actions/openapi/problem.ts'
import { read } from '../../support/origin.ts'

test('problem details as Prism names them', async () => {
  const verdict = problemAnswer(405, 'NO_METHOD_MATCHED_ERROR', 'T', 'D', { headers: [['Allow', 'GET']] })
  if (verdict.kind !== 'respond') throw new Error('expected an answer')
  expect(verdict.head).toMatchObject({
    status: 405,
    fields: ['Allow', 'GET', 'Content-Type', 'application/problem+json', 'Content-Length', expect.any(String)],
  })
  expect(JSON.parse((await read(verdict.body)).text)).toEqual({
    type: 'https://stoplight.io/prism/errors#NO_METHOD_MATCHED_ERROR',
    title: 'T',
    status: 405,
    detail: 'D',
  })
})
