/** A control API on a bench of commands, and a client that has the token. */
import { createEmitter } from '../../src/kit/emitter.ts'
import { startApi } from '../../src/api/listen.ts'
import { commandBench } from './commands.ts'

export const token = '0'.repeat(64)

export async function startTestApi() {
  const bench = commandBench()
  const lines = createEmitter<string>(() => {})
  const warnings: string[] = []
  const api = await startApi(
    { host: '127.0.0.1', port: 0 },
    {
      commands: bench.all,
      lines: (hear) => lines.on(hear),
      token,
      clock: bench.clock,
      warn: (code, message) => void warnings.push(`${code}: ${message}`),
    },
  )
  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${api.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, json: text === '' ? undefined : JSON.parse(text) }
  }
  return { ...bench, api, ask, lines, warnings, [Symbol.asyncDispose]: () => api.close() }
}
