/** Errors as JSON: `{ error: { code, message, hint } }` and the status that fits. */
import type { ServerResponse } from 'node:http'
import { type ErrorCode, MiddleboxError } from '../model/errors.ts'

const statuses: Partial<Record<ErrorCode, number>> = {
  usage: 400,
  rule_invalid: 400,
  filter_invalid: 400,
  config_invalid: 400,
  not_found: 404,
  unauthorized: 401,
  api_refused: 403,
}

/** What no error of ours says: a path, a method, a body that nobody takes. */
export class ApiError extends Error {
  readonly status: number
  readonly hint: string
  readonly allow: string | undefined

  constructor(status: number, message: string, hint: string, allow?: string) {
    super(message)
    this.status = status
    this.hint = hint
    this.allow = allow
  }
}

export function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return void response.destroy()
  const { status, allow, ...told } = describe(error)
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer')
  if (allow !== undefined) response.setHeader('Allow', allow)
  // What is left of the request is not read.
  response.setHeader('Connection', 'close')
  sendJson(response, status, { error: told })
}

function describe(error: unknown): { status: number; code: string; message: string; hint: string; allow?: string } {
  if (error instanceof ApiError) {
    const { status, message, hint, allow } = error
    const code = status === 404 ? 'not_found' : 'usage'
    return { status, code, message, hint, ...(allow !== undefined && { allow }) }
  }
  if (error instanceof MiddleboxError) {
    const { code, message, hint } = error
    return { status: statuses[code] ?? 500, code, message, hint }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { status: 500, code: 'internal', message, hint: 'This is a defect in Middlebox.' }
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = `${JSON.stringify(value ?? null)}\n`
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  })
  response.end(body)
}
