/** `respond`: an answer without asking the upstream, or in place of the one it gave. */
import { type Problem, type Steps, defineAction } from './action.ts'
import type { AnswerValues, Answering } from './respond/answer.ts'
import { folderProblem, prepareFolder } from './respond/folder.ts'
import {
  answerAttributes,
  answerProblem,
  checkAnswer,
  drawsAnswer,
  explainAnswer,
  prepareAnswer,
} from './respond/one-answer.ts'
import { missedPath, openApiProblem, prepareOpenApi } from './openapi/openapi.ts'
import { type Afterwards, afterwards, explainSequence, prepareSequence } from './respond/sequence.ts'

export type RespondValues = AnswerValues & {
  sequence?: readonly AnswerValues[]
  then?: Afterwards
  folder?: string
  openapi?: string
  validate?: boolean
}

/** Each of them answers by itself. */
const wholes = ['sequence', 'folder', 'openapi'] as const

export const respond = defineAction<RespondValues>({
  name: 'respond',
  summary: 'answers without asking the upstream, or in place of its answer',
  example: '{ status: 503, headers: { Retry-After: 5 }, json: { error: down } }',
  attributes: {
    ...answerAttributes,
    sequence: { kind: 'group', many: true, attributes: answerAttributes, summary: 'answers, one after the other' },
    then: {
      kind: 'choice',
      choices: afterwards,
      summary: 'what comes after the sequence: its last answer again (when not given), all of it again, or no answer',
    },
    folder: {
      kind: 'path',
      must: 'directory',
      summary: 'a folder of answers: `users/42.json` for GET /users/42, `users/index.POST.201.json` for POST /users',
    },
    openapi: {
      kind: 'path',
      must: 'file',
      summary: 'an OpenAPI 3 document whose examples and schemas are the answers',
    },
    validate: { kind: 'boolean', summary: 'false answers requests that do not keep to the OpenAPI document, too' },
  },
  latest: () => 'response',
  check: checkRespond,
  async ready(values): Promise<Problem | undefined> {
    const { sequence, folder, openapi } = values
    if (folder !== undefined) return folderProblem(folder)
    if (openapi !== undefined) return openApiProblem(openapi)
    for (const one of sequence ?? [values]) {
      const problem = await answerProblem(one)
      if (problem !== undefined) return problem
    }
    return undefined
  },
  explain(values) {
    const { sequence, then = 'last', folder, openapi } = values
    if (sequence !== undefined) return explainSequence(sequence, then)
    if (folder !== undefined) return `answer from the folder ${folder} where it has a file for the path`
    if (openapi !== undefined) return `answer as ${openapi} says where it has the path`
    return explainAnswer(values)
  },
  prepare(values) {
    const draws = values.folder !== undefined || (values.sequence ?? [values]).some(drawsAnswer)
    const miss = missing(values)
    return { answer: answering(values), ...(miss && { miss }), ...(draws && { draws: true as const }) }
  },
})

function answering(values: RespondValues): Answering {
  const { sequence, then = 'last', folder, openapi, validate = true } = values
  if (sequence !== undefined) return prepareSequence(sequence, then)
  if (folder !== undefined) return prepareFolder(folder, values)
  return openapi === undefined ? prepareAnswer(values) : prepareOpenApi(openapi, validate)
}

function missing({ sequence, folder, openapi }: RespondValues): Steps['miss'] {
  if (sequence !== undefined) return () => ({ reason: 'its sequence is used up', near: true })
  if (folder !== undefined)
    return ({ head, target }) => ({
      reason: `${folder} has no file for ${head.method} ${target.path.split('?', 1)[0]}`,
      near: false,
    })
  return openapi === undefined ? undefined : (request) => missedPath(openapi, request)
}

function checkRespond(values: RespondValues): string | undefined {
  const given = Object.keys(values).filter((name) => values[name as keyof RespondValues] !== undefined)
  const whole = wholes.filter((name) => values[name] !== undefined)
  const mates = { sequence: ['then'], folder: ['reason', 'headers'], openapi: ['validate'] }
  const [first] = whole
  if (first !== undefined) {
    const stray = given.filter((name) => name !== first && !mates[first].includes(name))
    if (stray.length > 0) return `Expected ${first} without ${stray.join(' and ')}, got both`
    for (const [index, one] of (values.sequence ?? []).entries()) {
      const problem = checkAnswer(one)
      if (problem !== undefined) return `${problem} in answer ${index + 1} of the sequence`
    }
    return values.sequence?.length === 0 ? 'Expected at least one answer in the sequence, got none' : undefined
  }
  if (values.then !== undefined) return 'Expected then beside a sequence, got none'
  if (values.validate !== undefined) return 'Expected validate beside openapi, got none'
  return checkAnswer(values)
}
