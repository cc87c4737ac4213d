/** Answers one after the other: the first request gets the first, the next the second, and after the last it is as `then` says. */
import type { AnswerValues, Answering } from './answer.ts'
import { prepareAnswer } from './one-answer.ts'

export const afterwards = ['last', 'repeat', 'pass'] as const

export type Afterwards = (typeof afterwards)[number]

export function prepareSequence(answers: readonly AnswerValues[], then: Afterwards): Answering {
  const prepared = answers.map(prepareAnswer)
  let turn = 0
  return (request, tools) => {
    const at = then === 'repeat' ? turn % prepared.length : Math.min(turn, prepared.length - 1)
    if (then === 'pass' && turn >= prepared.length) return undefined
    turn++
    return prepared[at]!(request, tools)
  }
}

export function explainSequence(answers: readonly AnswerValues[], then: Afterwards): string {
  const statuses = answers.map(({ status = 200, exchange }) =>
    exchange === undefined ? String(status) : 'as recorded',
  )
  const end = { last: 'then go on with the last', repeat: 'then begin again', pass: 'then leave the request alone' }[
    then
  ]
  return `answer ${statuses.join(', ')}, one after the other, ${end}`
}
