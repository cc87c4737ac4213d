import { expect, test } from 'vitest'
import { answerProblem, checkAnswer, drawsAnswer, explainAnswer } from '../../../src/actions/respond/one-answer.ts'

test.each([
  [{ body: 'a', template: 'b' }, 'Expected one of body, json, file, template, exchange, got body and template'],
  [{ exchange: '/a.har#1', status: 200 }, 'Expected exchange alone, which has its own status, got both'],
  [{ json: null, status: 200 }, undefined],
])('%j', (values, problem) => expect(checkAnswer(values)).toBe(problem))

test.each([
  [{ exchange: '/a.har#1' }, 'answer as recorded in /a.har#1'],
  [{ file: '/a.json.hbs' }, 'answer 200 with the template /a.json.hbs'],
  [{ status: 201, template: 'x' }, 'answer 201 with a template'],
])('%j: %s', (values, text) => expect(explainAnswer(values)).toBe(text))

test('templates draw, other answers do not', () => {
  expect([{ template: '' }, { file: 'a.hbs' }, { file: 'a' }, { body: 'a' }].map(drawsAnswer)).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('files are looked at when rules are loaded', async () => {
  expect(await answerProblem({ exchange: '/nowhere/a.har#1' })).toMatchObject({
    message: expect.stringContaining('ENOENT') as string,
  })
  expect(await answerProblem({ file: '/nowhere/a.hbs' })).toMatchObject({
    message: expect.stringContaining('ENOENT') as string,
  })
  expect(await answerProblem({ body: 'a' })).toBeUndefined()
})
