import { expect, test } from 'vitest'
import { script } from '../../src/actions/script.ts'
import type { ScriptAtWork } from '../../src/model/script.ts'
import { contextFor } from '../support/origin.ts'
import { answerOf, requestOf, toolsOf } from '../support/rules.ts'

const file = '/fix.ts'
const { context } = contextFor({})

function toolsWith(at?: Partial<ScriptAtWork>) {
  const whole: ScriptAtWork = { onRequest: (request) => request, onResponse: (answer) => answer, ...at }
  return { ...toolsOf().tools, script: (path: string) => (at !== undefined && path === file ? whole : undefined) }
}

test('the request goes on as the script left it, or is answered', async () => {
  const { handle } = script.prepare({ file })
  const [request, other, answer] = [requestOf(), requestOf(), answerOf()]
  const next = (asked: object) => (asked === other ? answer : answerOf('not asked for'))
  expect(handle!(request, next, context, toolsWith({ onRequest: () => other }))).toBe(answer)
  expect(await handle!(request, next, context, toolsWith({ onRequest: async () => other }))).toBe(answer)
  const mock = answerOf()
  expect(await handle!(request, next, context, toolsWith({ onRequest: async () => mock }))).toBe(mock)
})

test('the answer is what the script makes of it', () => {
  const { response } = script.prepare({ file }, 'response')
  const [before, after] = [answerOf(), answerOf()]
  expect(response!(before, requestOf(), toolsWith({ onResponse: () => after }))).toBe(after)
})

test('a script that is not loaded leaves all alone; a rule decided at the response is late for requests', () => {
  const { handle, response } = script.prepare({ file })
  const answer = answerOf()
  expect(handle!(requestOf(), () => answer, context, toolsWith())).toBe(answer)
  expect(response!(answer, requestOf(), toolsOf().tools)).toBe(answer)
  expect(script.prepare({ file }, 'response').handle).toBeUndefined()
  expect(script.explain({ file })).toBe('run the script /fix.ts')
})
