/** Replacements by regular expressions in a URL or a body, refused where the text is too long to try them on. */
import type { ActionTools } from '../action.ts'

export type Replacement = { pattern: string; with: string }

/** @throws Error that completes "it is left as it is: …" */
export function replaceText(
  text: string,
  replacements: readonly Replacement[],
  tools: Pick<ActionTools, 'longest'>,
): string {
  return replacements.reduce((now, { pattern, with: to }) => {
    checkLength(now, pattern, tools)
    return now.replace(new RegExp(pattern, 'gs'), to)
  }, text)
}

/** @throws Error that completes "it is left as it is: …" */
export function checkLength(text: string, pattern: string, { longest }: Pick<ActionTools, 'longest'>): void {
  const most = longest(pattern)
  if (text.length > most)
    throw new Error(`/${pattern}/ is too slow for more than ${most} characters, and it has ${text.length}`)
}
