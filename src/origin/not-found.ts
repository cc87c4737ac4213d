/** The answer for a path that is no page: what there is instead. */
import { textAnswer, type Answer } from './answer.ts'
import type { Page, Unrouted } from './page.ts'

export function notFound(asked: Unrouted, path: string, pages: readonly Page[]): Answer {
  const shown = path.length > 80 ? `${path.slice(0, 80)}…` : path
  return textAnswer(asked, 404, `There is no ${shown} here. There is:\n\n${pageList(pages)}`)
}

/** One line per page, for people. */
export function pageList(pages: readonly Page[]): string {
  const width = Math.max(...pages.map(({ path }) => path.length))
  return pages.map(({ path, summary }) => `  ${path.padEnd(width)}  ${summary}\n`).join('')
}
