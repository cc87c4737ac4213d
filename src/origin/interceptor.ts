/** The built-in origin: requests for middlebox.test, and requests to the proxy's own port, are answered here without a network. */
import type { Clock } from '../kit/clock.ts'
import type { Interceptor } from '../model/contract.ts'
import { textBody } from '../kit/body.ts'

export type OriginWorld = {
  authority: { certFile: string; pem: string }
  clock: Clock
}

export const originHost = 'middlebox.test'

export function createBuiltinOrigin(_world: OriginWorld): Interceptor {
  return {
    name: 'origin',
    handle(request, next, context) {
      if (request.target.host !== originHost || context.kind === 'connect') return next(request, context)
      const body = textBody('hello\n')
      return { kind: 'respond', head: { status: 200, reason: 'OK', version: '1.1', fields: ['Content-Type', 'text/plain', 'Content-Length', String(body.length)] }, body, from: 'mock', patches: [] }
    },
  }
}
