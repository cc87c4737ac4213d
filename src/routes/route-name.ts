/** A route as it is spoken of: its match as written, with the conditions that tell it from another of the same match. */
import type { HeaderMatch, RouteMatch } from '../model/route.ts'

export function routeName({ text, methods, headers = [] }: RouteMatch): string {
  const asked = methods === undefined ? text : `${methods.join(',')} ${text}`
  return headers.length === 0 ? asked : `${asked} with ${headers.map(headerText).join(', ')}`
}

function headerText({ name, equals, matches }: HeaderMatch): string {
  if (equals !== undefined) return `${name}: ${equals}`
  return matches === undefined ? name : `${name}: ~${matches}`
}
