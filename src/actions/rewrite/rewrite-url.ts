/** Another URL for a request, made from its own by replacements. What cannot be is told, and the URL left as it is. */
import { parseUrl, urlOf, withUrl } from '../../kit/request-url.ts'
import type { Request } from '../../model/message.ts'
import type { ActionTools } from '../action.ts'
import { type Replacement, replaceText } from './replace-text.ts'

export function rewriteUrl(
  request: Request,
  replacements: readonly Replacement[],
  tools: Pick<ActionTools, 'longest' | 'cause' | 'warn'>,
): Request {
  const before = urlOf(request)
  let after: string
  try {
    after = replaceText(before, replacements, tools)
  } catch (error) {
    tools.warn(`a URL is left as it is: ${(error as Error).message}`)
    return request
  }
  if (after === before) return request
  const parsed = parseUrl(after)
  if (parsed !== undefined) return withUrl(request, parsed, tools.cause)
  tools.warn(`the URL ${before} would become ${after}, which is no http or https URL; it is left as it is`)
  return request
}
