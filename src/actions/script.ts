/** `script`: the exchange is handed to a module of the user's, which runs in a worker thread. */
import type { Context, Handler } from '../model/contract.ts'
import type { Request } from '../model/message.ts'
import type { Verdict } from '../model/verdict.ts'
import { type ActionTools, defineAction } from './action.ts'

export const script = defineAction<{ file: string }>({
  name: 'script',
  summary: 'hands the exchange to a TypeScript or JavaScript module of yours',
  example: './fix.ts',
  attributes: {
    file: {
      kind: 'path',
      must: 'file',
      required: true,
      summary: 'a module with onRequest, onResponse, onMessage or onExchange, loaded again when it changes',
    },
  },
  latest: () => 'response',
  explain: ({ file }) => `run the script ${file}`,
  prepare: ({ file }, moment = 'request') => ({
    ...(moment === 'request' && {
      handle: (request, next, context, tools) => up(file, request, next, context, tools),
    }),
    response: (answer, request, tools) => tools.script?.(file)?.onResponse(answer, request) ?? answer,
  }),
})

function up(
  file: string,
  request: Request,
  next: Handler,
  context: Context,
  tools: ActionTools,
): Verdict | Promise<Verdict> {
  const became = tools.script?.(file)?.onRequest(request) ?? request
  const goOn = (now: Request | Verdict) => ('kind' in now ? now : next(now, context))
  return became instanceof Promise ? became.then(goOn) : goOn(became)
}
