/** A thread that parses one document, so that a large one does not hold up the traffic. */
import { serveWork } from '../../kit/work.ts'
import { checkedDocument } from './checked.ts'
import { ParseProblem } from './parse.ts'

await serveWork((text) => {
  try {
    return { json: JSON.stringify(checkedDocument(text as string)) }
  } catch (error) {
    if (error instanceof ParseProblem) return { problem: error.problem }
    throw error
  }
})
