/** The built-in origin: requests for middlebox.test, and requests to the proxy's own port, are answered here without a network. */
import { originHost } from '../kit/origin-host.ts'
import type { Interceptor } from '../model/contract.ts'
import type { ResponseHead } from '../model/message.ts'
import type { OriginWorld } from './page.ts'

const established: ResponseHead = { status: 200, reason: 'Connection established', version: '1.1', fields: [] }

export function createBuiltinOrigin(world: OriginWorld): Interceptor {
  return {
    name: 'origin',
    handle(request, next, context) {
      if (request.target.host !== originHost) return next(request, context)
      // Always looked into, whatever hosts pass untouched: there is nobody behind it to dial.
      if (context.kind === 'connect') return { kind: 'switch', head: established, from: 'middlebox', patches: [] }
      // The pages are loaded when the first one is asked for: a start does not wait for them.
      return import('./serve.ts').then(({ serve }) => serve({ request, context, world }))
    },
  }
}
