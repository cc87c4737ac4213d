/** What every attack is measured by: the proxy still serves, each exchange ended once, nothing took for ever. */
import { expect } from 'vitest'
import type { ProxyEvent } from '../../src/model/event.ts'
import type { TestProxy } from './proxy.ts'
import { type RawConnection, rawClient } from './raw.ts'

/** True under `npm run soak`: the long form of the same tests. */
export const soaking = process.env['MODE'] === 'soak'

/** The first number in a test run, the second under soak. */
export function rounds(short: number, long: number): number {
  return soaking ? long : short
}

/** Fails when the promise takes longer: a hang is named instead of waiting for the test's own limit. */
export async function within<T>(ms: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Expected ${what} within ${ms} ms, got nothing`)), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Turns the event loop until the condition holds. */
export async function until(condition: () => boolean, what: string, ms = 5_000): Promise<void> {
  const end = performance.now() + ms
  while (!condition()) {
    if (performance.now() > end) throw new Error(`Expected ${what} within ${ms} ms, it did not come`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

type Begun = Extract<ProxyEvent, { type: 'request' | 'malformed' }>
type Ended = Extract<ProxyEvent, { type: 'end' }>

export function begun(proxy: TestProxy): Begun[] {
  return proxy.events.filter((event) => event.type === 'request' || event.type === 'malformed')
}

export function endings(proxy: TestProxy): Ended[] {
  return proxy.events.filter((event) => event.type === 'end')
}

/** Waits until everything begun has ended, then checks that each ended once and that nothing of ours broke. */
export async function settled(proxy: TestProxy, ms = 5_000): Promise<Ended[]> {
  const open = (): string[] => {
    const done = new Set(endings(proxy).map(({ id }) => id))
    return begun(proxy).flatMap(({ id }) => (done.has(id) ? [] : [id]))
  }
  await until(() => open().length === 0, 'every exchange to end', ms).catch(() => {
    const left = open().map((id) => begun(proxy).find((event) => event.id === id))
    throw new Error(
      `Expected every exchange to end within ${ms} ms, ${left.length} did not: ${JSON.stringify(left[0])}`,
    )
  })
  const ends = endings(proxy)
  expect(ends.map(({ id }) => id).sort()).toEqual(
    begun(proxy)
      .map(({ id }) => id)
      .sort(),
  )
  sound(proxy)
  return ends
}

/** No defect was caught and turned into a warning. */
export function sound(proxy: TestProxy): void {
  expect(proxy.events.filter((event) => event.type === 'warning' && event.code === 'internal')).toEqual([])
}

/** A client of its own is served, now. Returns how long it took, ms. */
export async function serves(proxy: TestProxy, ms = 2_000): Promise<number> {
  const since = performance.now()
  const client = await rawClient(proxy.port)
  client.send('GET /status/204 HTTP/1.1\r\nHost: middlebox.test\r\nConnection: close\r\n\r\n')
  const { text } = await within(ms, 'an answer for a client of its own', client.ended())
  expect(text).toMatch(/^HTTP\/1\.1 204 /)
  client.close()
  return performance.now() - since
}

/** Closes with RST instead of FIN. */
export function resetNow(connection: RawConnection): void {
  const { socket } = connection as { socket: { resetAndDestroy?(): void; destroy(): void } }
  if (socket.resetAndDestroy === undefined) socket.destroy()
  else socket.resetAndDestroy()
}

/** The head of a plain proxy request to a raw origin. */
export function toOrigin(port: number, method = 'GET', path = '/', fields = ''): string {
  return `${method} http://127.0.0.1:${port}${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${fields}\r\n`
}
