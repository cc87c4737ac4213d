/** Answers from an OpenAPI 3 document, as Prism gives them: validated requests, examples and schemas as answers. */
import { Fresh } from '../../kit/fresh.ts'
import { urlOf } from '../../kit/request-url.ts'
import type { Request } from '../../model/message.ts'
import type { Verdict } from '../../model/verdict.ts'
import type { ActionTools, Miss, Problem } from '../action.ts'
import { type Answering, failedAnswer } from '../respond/answer.ts'
import { LastGood } from '../respond/last-good.ts'
import { readRequestBody } from '../respond/request-body.ts'
import { problemAnswer } from './problem.ts'
import type { Operation, Operations } from './operations.ts'
import type { Responses } from './response.ts'
import type { Validator } from './validate.ts'

type Api = {
  find: Operations['find']
  miss: Operations['miss']
  validator: Validator
  responses: Responses
}

/** By path: what was read when the rules were checked need not be read again for the first request. */
const loaded = new Map<string, Fresh<Api>>()
const most = 20

function apiOf(file: string): Fresh<Api> {
  const known = loaded.get(file)
  if (known !== undefined) return known
  if (loaded.size >= most) loaded.delete(loaded.keys().next().value!)
  const fresh = new Fresh(file, () => load(file))
  loaded.set(file, fresh)
  return fresh
}

/** Nobody who has no document pays for what reads them. */
async function load(file: string): Promise<Api> {
  const [{ loadDocument }, { Operations: Found }, { Validator }, { Responses }] = await Promise.all([
    import('./document.ts'),
    import('./operations.ts'),
    import('./validate.ts'),
    import('./response.ts'),
  ])
  const document = await loadDocument(file)
  const operations = new Found(document)
  return {
    find: (method, url) => operations.find(method, url),
    miss: (url) => operations.miss(url),
    validator: new Validator(document),
    responses: new Responses(document),
  }
}

export async function openApiProblem(file: string): Promise<Problem | undefined> {
  try {
    await apiOf(file).get()
    return undefined
  } catch (error) {
    const { ParseProblem } = await import('./parse.ts')
    return error instanceof ParseProblem
      ? { ...error.problem, file }
      : { message: `Expected an OpenAPI document, got ${(error as Error).message}`, file }
  }
}

/** Why the document has no answer; undefined when nobody has asked it yet. */
export function missedPath(file: string, request: Pick<Request, 'head' | 'target'>): Miss | undefined {
  const api = apiOf(file).get()
  return api instanceof Promise ? undefined : api.miss(urlOf(request))
}

export function prepareOpenApi(file: string, validate: boolean): Answering {
  const current = new LastGood(file, apiOf(file))
  return async (request, tools) => {
    try {
      return await answerFrom(await current.get(tools), request, tools, validate)
    } catch (error) {
      return failedAnswer(tools, `cannot answer as ${file} says`, error)
    }
  }
}

async function answerFrom(
  api: Api,
  request: Request,
  tools: ActionTools,
  validate: boolean,
): Promise<Verdict | undefined> {
  const { method, fields } = request.head
  const url = urlOf(request)
  const found = api.find(method, url)
  if (found === undefined) return undefined
  if ('allowed' in found) {
    const detail = `The route ${url} has been matched, but it does not have "${method.toLowerCase()}" defined.`
    const headers = [['Allow', found.allowed.join(', ')]] as const
    return problemAnswer(405, 'NO_METHOD_MATCHED_ERROR', 'Route resolved, but no method matched', detail, { headers })
  }
  const { operation, pathValues } = found
  return (
    (validate ? await refusal(api, operation, pathValues, request, tools) : undefined) ??
    api.responses.answer(operation, fields)
  )
}

async function refusal(
  { validator }: Api,
  operation: Operation,
  path: Readonly<Record<string, string>>,
  request: Request,
  tools: ActionTools,
): Promise<Verdict | undefined> {
  const at = request.target.path.indexOf('?')
  const query = new URLSearchParams(at < 0 ? '' : request.target.path.slice(at + 1))
  const { violations, unsupported } = await validator.check(operation, { path, query, request }, () =>
    readRequestBody(request, tools),
  )
  if (unsupported !== undefined)
    return problemAnswer(
      415,
      'INVALID_CONTENT_TYPE',
      'Invalid content type',
      `The content type ${unsupported} is not one of those in the document.`,
    )
  if (violations.length === 0) return undefined
  const detail = 'The request does not keep to the document; validation says where.'
  return problemAnswer(400, 'UNPROCESSABLE_ENTITY', 'Invalid request', detail, { validation: violations })
}
