/** Answers made from templates: the body, from the rule or from a file, and the header values with it. */
import { Buffer } from 'node:buffer'
import { basename } from 'node:path'
import { contentTypeOf } from '../../kit/content-type.ts'
import { Fresh } from '../../kit/fresh.ts'
import { readText } from '../../kit/files.ts'
import type { Problem } from '../action.ts'
import type { Template, TemplateProblem } from '../template/compile.ts'
import { type AnswerValues, type Answering, answerWith, failedAnswer, headFor } from './answer.ts'
import { LastGood } from './last-good.ts'
import { readRequestBody } from './request-body.ts'

type Engine = typeof import('../template/compile.ts') & typeof import('../template/request-view.ts')

let loading: Promise<Engine> | undefined

/** Handlebars takes a while to load: only who has a template waits for it. */
function loadEngine(): Promise<Engine> {
  return (loading ??= Promise.all([import('../template/compile.ts'), import('../template/request-view.ts')]).then(
    ([compile, view]) => ({ ...compile, ...view }),
  ))
}

/** A file with this ending is a template; what stands before it says the content type. */
const ending = '.hbs'

export function isTemplateFile(path: string): boolean {
  return path.endsWith(ending)
}

/** What is wrong with the text; lines count from 1. */
export async function templateProblem(text: string): Promise<TemplateProblem | undefined> {
  return (await loadEngine()).templateProblem(text)
}

export async function templateFileProblem(file: string): Promise<Problem | undefined> {
  const text = await readText(file).catch((error: Error) => error)
  if (text instanceof Error) return { message: `Expected a readable file, got ${text.message}` }
  const problem = await templateProblem(text)
  return problem && { ...problem, file }
}

type Compiled = { body: Template; headers: readonly (readonly [string, Template])[]; engine: Engine }

async function compile(text: string, headers: AnswerValues['headers'] = []): Promise<Compiled> {
  const engine = await loadEngine()
  const problem = engine.templateProblem(text)
  if (problem !== undefined) throw new Error(`${problem.message} in line ${problem.line}`)
  return {
    engine,
    body: engine.compileTemplate(text),
    // Fields hold bytes; templates are made of characters.
    headers: headers.map(([name, value]) => [name, engine.compileTemplate(Buffer.from(value, 'latin1').toString())]),
  }
}

export function prepareTemplate(values: AnswerValues): Answering {
  const { template, file, headers } = values
  const what = `cannot answer with the template${file === undefined ? '' : ` ${file}`}`
  const type = file === undefined ? 'text/plain; charset=utf-8' : contentTypeOf(basename(file, ending))
  const fresh = file === undefined ? undefined : new Fresh(file, async () => compile(await readText(file), headers))
  const current = fresh && new LastGood(file!, fresh)
  let inline: Promise<Compiled> | undefined
  return async (request, tools) => {
    try {
      const {
        body,
        headers: fields,
        engine,
      } = await (current?.get(tools) ?? (inline ??= compile(template ?? '', headers)))
      const reads = body.needsBody || fields.some(([, one]) => one.needsBody)
      const view = engine.requestView(request, reads ? (await readRequestBody(request, tools)).toString() : '')
      const bytes = Buffer.from(body.render(view, tools))
      const rendered = fields.map(([name, one]) => [name, fieldValue(name, one.render(view, tools))] as const)
      return answerWith(headFor({ ...values, headers: rendered }, bytes.length, type), bytes)
    } catch (error) {
      return failedAnswer(tools, what, error)
    }
  }
}

/** A client must not be able to write lines of the head. */
function fieldValue(name: string, text: string): string {
  const value = Buffer.from(text.trim()).toString('latin1')
  if (/[\x00-\x08\x0a-\x1f\x7f]/.test(value)) throw new Error(`the value of ${name} would have control characters`)
  return value
}
