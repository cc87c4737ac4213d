/** Mock-only mode: what no rule answered is refused, with the rule that came nearest and why it missed. Nothing goes to the network. */
import { errors } from '../model/errors.ts'
import { textBody } from '../kit/body.ts'
import { urlOf } from '../kit/request-url.ts'
import type { Context, Interceptor } from '../model/contract.ts'
import type { Request } from '../model/message.ts'
import type { Verdict } from '../model/verdict.ts'

/** `nearest`: lines for people. */
export function createMockOnly(
  nearest: (request: Request, context: Context) => Promise<readonly string[]>,
): Interceptor {
  return {
    name: 'mock-only',
    handle(request, next, context) {
      // What is asked in the tunnel may well be mocked; what passes it untouched meets a dialler that dials nothing.
      if (context.kind === 'connect') return next(request, context)
      return nearest(request, context).then((lines) => refusal(request, lines))
    },
  }
}

function refusal(request: Request, lines: readonly string[]): Verdict {
  const message = `no mock answers ${request.head.method} ${urlOf(request)}, and --mock-only keeps it from the network`
  if (!request.body.used) request.body.cancel()
  const body = textBody(`middlebox: ${message}\n${lines.map((line) => `${line}\n`).join('')}`)
  const fields = [
    ...['Content-Type', 'text/plain; charset=utf-8', 'Content-Length', String(body.length)],
    ...['Proxy-Status', `middlebox; error=${errors.not_mocked.proxyStatus}`],
  ]
  return {
    kind: 'respond',
    head: { status: 502, reason: 'Bad Gateway', version: '1.1', fields },
    body,
    from: 'middlebox',
    patches: [],
    failure: {
      code: 'not_mocked',
      message: `${message}; ${lines.map((line) => line.trim()).join(' ')}`,
      leg: 'middlebox',
    },
  }
}
