/** What a page of the built-in origin is: a path, a line about it, and the answer it gives. */
import type { X509Certificate } from 'node:crypto'
import type { Clock } from '../kit/clock.ts'
import type { Context } from '../model/contract.ts'
import type { Request } from '../model/message.ts'
import type { Verdict } from '../model/verdict.ts'

/** What the pages need of the session. */
export type OriginWorld = {
  authority: { certificate: X509Certificate }
  clock: Clock
}

/** A request before its page is known. */
export type Unrouted = {
  request: Request
  context: Context
  world: OriginWorld
}

export type Asked = Unrouted & {
  page: Page
  /** What stands where the page's path has `N`; '' when nothing does. */
  argument: string
  query: URLSearchParams
}

export type Page = {
  /** As people see it in the list; a last segment `N` stands for any. */
  path: string
  /** A path that works, for links. */
  example: string
  /** One line, without a full stop. */
  summary: string
  /** `read`: only GET and HEAD mean something here. */
  methods: 'any' | 'read'
  answer(asked: Asked): Verdict | Promise<Verdict>
}
