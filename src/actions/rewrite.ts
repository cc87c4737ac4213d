/** `rewrite`: requests and responses with other headers, another method, URL or status, another body. */
import { HeadEdit } from '../kit/edit-head.ts'
import { reasons } from '../kit/reasons.ts'
import { nameHost } from '../kit/request-url.ts'
import type { Body, Head, Request } from '../model/message.ts'
import type { ActionTools, Answer } from './action.ts'
import { defineAction } from './action.ts'
import type { AttributeTable, Pairs } from './attribute.ts'
import type { Replacement } from './rewrite/replace-text.ts'
import { type BodyEdit, bodyAttributes, checkBodyEdit, editBody, explainBodyEdit } from './rewrite-body.ts'
import { rewriteUrl } from './rewrite/rewrite-url.ts'

type HeaderEdit = { set?: Pairs; add?: Pairs; remove?: readonly string[]; rename?: Pairs }
type RequestEdit = { headers?: HeaderEdit; method?: string; url?: readonly Replacement[]; body?: BodyEdit }
type ResponseEdit = { headers?: HeaderEdit; status?: number; reason?: string; body?: BodyEdit }
type Values = { request?: RequestEdit; response?: ResponseEdit }

const headers: AttributeTable = {
  set: { kind: 'fields', summary: 'gives fields a value in their place, or adds them' },
  add: { kind: 'fields', summary: 'adds fields at the end' },
  remove: { kind: 'names', summary: 'removes fields' },
  rename: { kind: 'renames', summary: 'renames fields; also changes the case of their letters' },
}

const url: AttributeTable = {
  pattern: { kind: 'pattern', required: true, summary: 'a regular expression' },
  with: { kind: 'text', required: true, summary: 'what to put wherever it matches; $1 and $<name> stand for groups' },
}

export const rewrite = defineAction<Values>({
  name: 'rewrite',
  summary: 'changes the request, the response or both',
  example: '{ response: { headers: { set: { Cache-Control: no-store } } } }',
  attributes: {
    request: {
      kind: 'group',
      summary: 'what changes on the way up',
      attributes: {
        headers: { kind: 'group', summary: 'header fields', attributes: headers },
        method: { kind: 'text', summary: 'another method' },
        url: { kind: 'group', many: true, summary: 'replacements in the URL', attributes: url },
        body: {
          kind: 'group',
          summary: 'the body; Content-Length and codings are repaired',
          attributes: bodyAttributes,
        },
      },
    },
    response: {
      kind: 'group',
      summary: 'what changes on the way down',
      attributes: {
        headers: { kind: 'group', summary: 'header fields', attributes: headers },
        status: { kind: 'integer', min: 200, max: 599, summary: 'another status' },
        reason: { kind: 'text', summary: 'another reason phrase' },
        body: {
          kind: 'group',
          summary: 'the body; Content-Length and codings are repaired',
          attributes: bodyAttributes,
        },
      },
    },
  },
  latest: ({ request }) => (request === undefined ? 'response' : 'request'),
  check({ request, response }) {
    const empty = Object.entries({ request, response }).find(([, edit]) => edit && Object.keys(edit).length === 0)
    if (empty !== undefined) return `Expected something to change in the ${empty[0]}, got nothing`
    if (request === undefined && response === undefined) return 'Expected request or response, got neither'
    return checkMethod(request?.method) ?? checkBodyEdit(request?.body) ?? checkBodyEdit(response?.body)
  },
  explain: ({ request, response }) =>
    [...explainSide('request', request), ...explainSide('response', response)].join(', '),
  prepare({ request, response }) {
    return {
      ...(request !== undefined && { request: (one, tools) => rewriteRequest(request, one, tools) }),
      ...(response !== undefined && {
        response: (answer, asked, tools) => rewriteResponse(response, answer, asked, tools),
      }),
    }
  },
})

function checkMethod(method: string | undefined): string | undefined {
  if (method === undefined || (/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(method) && method !== 'CONNECT')) return undefined
  return `Expected a method such as POST, got ${JSON.stringify(method)}`
}

function explainSide(side: string, edit: (RequestEdit & ResponseEdit) | undefined): string[] {
  if (edit === undefined) return []
  const {
    headers: { set = [], add = [], remove = [], rename = [] } = {},
    method,
    status,
    reason,
    url: urls = [],
    body,
  } = edit
  return [
    ...set.map(([name, value]) => `set ${name}: ${value}`),
    ...add.map(([name, value]) => `add ${name}: ${value}`),
    ...remove.map((name) => `remove ${name}`),
    ...rename.map(([from, to]) => `rename ${from} to ${to}`),
    ...(method === undefined ? [] : [`change the method to ${method}`]),
    ...(status === undefined ? [] : [`change the status to ${status}`]),
    ...(reason === undefined ? [] : [`change the reason to ${JSON.stringify(reason)}`]),
    ...urls.map(({ pattern, with: to }) => `replace /${pattern}/ in the URL by ${JSON.stringify(to)}`),
    ...explainBodyEdit(body),
  ].map((text) => `${text} in the ${side}`)
}

function editFields<H extends Head>(
  edit: HeadEdit<H>,
  { set = [], add = [], remove = [], rename = [] }: HeaderEdit,
): void {
  for (const name of remove) edit.remove(name)
  for (const [from, to] of rename) edit.rename(from, to)
  for (const [name, value] of set) edit.set(name, value)
  for (const [name, value] of add) edit.add(name, value)
}

async function rewriteRequestBody(
  body: BodyEdit,
  request: Request,
  edit: HeadEdit<Request['head']>,
  tools: ActionTools,
): Promise<Request> {
  const changed = await editBody(body, request.body, edit, tools)
  return requestWith(request, edit, changed)
}

function requestWith(request: Request, edit: HeadEdit<Request['head']>, body: Body): Request {
  if (edit.patches.length === 0 && body === request.body) return request
  return { ...request, head: edit.head, body, patches: [...request.patches, ...edit.patches] }
}

function rewriteRequest(
  { headers: fields, method, url: urls, body }: RequestEdit,
  request: Request,
  tools: ActionTools,
): Request | Promise<Request> {
  const moved = urls === undefined ? request : rewriteUrl(request, urls, tools)
  const edit = new HeadEdit(moved.head, tools.cause)
  if (method !== undefined) edit.line('method', method)
  if (fields !== undefined) editFields(edit, fields)
  const host = fields?.set?.find(([name]) => name.toLowerCase() === 'host')
  if (host !== undefined) nameHost(edit, moved.target, host[1])
  return body === undefined ? requestWith(moved, edit, moved.body) : rewriteRequestBody(body, moved, edit, tools)
}

function rewriteResponse(
  { headers: fields, status, reason, body }: ResponseEdit,
  answer: Answer,
  request: Request,
  tools: ActionTools,
): Answer | Promise<Answer> {
  const edit = new HeadEdit(answer.head, tools.cause)
  // What a switch of protocols is told by is not for rules to change.
  if (answer.kind === 'respond' && status !== undefined) {
    edit.line('status', status)
    if (answer.head.version !== '2') edit.line('reason', reason ?? reasons[status] ?? '')
  } else if (reason !== undefined && answer.head.version !== '2') edit.line('reason', reason)
  if (fields !== undefined) editFields(edit, fields)
  // RFC 9110 §8.6: a 204 has none.
  if (status === 204) edit.remove('Content-Length')
  const done = (changed?: Body): Answer =>
    edit.patches.length === 0 && changed === undefined
      ? answer
      : ({
          ...answer,
          head: edit.head,
          ...(changed && { body: changed }),
          patches: [...answer.patches, ...edit.patches],
        } as Answer)
  const { status: now } = edit.head
  if (body === undefined || answer.kind === 'switch' || request.head.method === 'HEAD' || now === 204 || now === 304)
    return done()
  return editBody(body, answer.body, edit, tools).then(done)
}
