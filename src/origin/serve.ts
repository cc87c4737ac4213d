/** One request to the built-in origin: finds the page, refuses the methods that mean nothing there, lets it answer. */
import type { Verdict } from '../model/verdict.ts'
import { emptyAnswer, textAnswer } from './answer.ts'
import { notFound } from './not-found.ts'
import { findPage, pages } from './pages.ts'
import type { Asked, Unrouted } from './page.ts'

export function serve(unrouted: Unrouted): Verdict | Promise<Verdict> {
  const { target, head } = unrouted.request
  // `OPTIONS *` asks the server as a whole (RFC 9110 §9.3.7).
  if (target.path === '*') return emptyAnswer(unrouted, 204, ['Allow', 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'])
  const [path = '/', ...rest] = target.path.split('?')
  const found = findPage(path)
  if (found === undefined) return notFound(unrouted, path, pages)
  const asked: Asked = { ...unrouted, ...found, query: new URLSearchParams(rest.join('?')) }
  if (found.page.methods === 'any' || head.method === 'GET' || head.method === 'HEAD') return found.page.answer(asked)
  const allow = ['Allow', 'GET, HEAD, OPTIONS']
  if (head.method === 'OPTIONS') return emptyAnswer(asked, 204, allow)
  return textAnswer(asked, 405, `Expected GET or HEAD for ${found.page.path}, got ${head.method}\n`, allow)
}
