/**
 * Folds interceptors over the terminal handler, outermost first: one ordered chain, wrapped once when the configuration
 * changes and never per request. `next` is a plain function of request and context, so a request makes no closure.
 */
import type { Handler, Interceptor } from '../model/contract.ts'

export function compose(interceptors: readonly Interceptor[], terminal: Handler): Handler {
  return interceptors.reduceRight<Handler>(
    (next, interceptor) => (request, context) => interceptor.handle(request, next, context),
    terminal,
  )
}
