/** The pages of the built-in origin, in the order people see them, and how a path finds its own. */
import { brotli, gzip, zstd } from './encoded.ts'
import { bytes } from './bytes.ts'
import { caDer, caMobileconfig, caP12, caPem } from './certificate.ts'
import { delay } from './delay.ts'
import { earlyHints } from './early-hints.ts'
import { echo } from './echo.ts'
import { echoRaw } from './echo-raw.ts'
import { headers } from './headers.ts'
import { homePage } from './home.ts'
import type { Page } from './page.ts'
import { redirect } from './redirect.ts'
import { sse } from './sse.ts'
import { status } from './status.ts'
import { stream } from './stream.ts'
import { trailers } from './trailers.ts'
import { ws } from './ws.ts'

export const pages: readonly Page[] = [
  homePage(() => pages),
  ...[caPem, caDer, caP12, caMobileconfig],
  ...[echo, echoRaw, headers],
  ...[status, delay, redirect],
  ...[bytes, stream, sse, ws],
  ...[gzip, brotli, zstd],
  ...[earlyHints, trailers],
]

const parameter = '/N'

/** The page of a path and what stands in its place of `N`; '' when that is left out, for the page to say what it expects. */
export function findPage(path: string): { page: Page; argument: string } | undefined {
  const wanted = /[^/]\/$/.test(path) ? path.slice(0, -1) : path
  for (const page of pages) {
    if (!page.path.endsWith(parameter)) {
      if (page.path === wanted) return { page, argument: '' }
      continue
    }
    const stem = page.path.slice(0, -parameter.length)
    if (wanted === stem) return { page, argument: '' }
    const argument = wanted.startsWith(`${stem}/`) ? wanted.slice(stem.length + 1) : '/'
    if (!argument.includes('/')) return { page, argument }
  }
  return undefined
}
