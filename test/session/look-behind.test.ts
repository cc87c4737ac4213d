import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test, vi } from 'vitest'
import { createFakeClock, systemClock } from '../../src/kit/clock.ts'
import { createLookBehind } from '../../src/session/look-behind.ts'
import type { ProxyEvent } from '../../src/model/event.ts'
import { route, siteOf } from '../support/reverse.ts'
import { closedPort, listenTcp } from '../support/servers.ts'
import { testDialler } from '../support/upstream.ts'

test('warns of what nobody listens at, and of nothing else', async () => {
  await using running = await listenTcp(() => {})
  const own = await listenTcp(() => {})
  const [gone, dialler] = [await closedPort(), testDialler()]
  const said: ProxyEvent[] = []
  const store = { apply: (event: ProxyEvent) => void said.push(event), on: () => () => {} }
  const behind = createLookBehind({ clock: systemClock, dialler, store, own: () => [{ port: own.port }] })
  const health = { health: {} as never }
  await behind.warn([
    siteOf([
      route(`${running.port}`),
      route(`/a=${gone}`),
      route(`/b=${gone},1`),
      route(`/c=${gone}`, health),
      route('/d=http://10.255.255.1'),
    ]),
  ])
  expect(said).toMatchObject([{ type: 'warning', code: 'connect_refused' }])
  expect((said[0] as { message: string }).message).toMatch(
    new RegExp(`^nothing listens on localhost:${gone} yet, where /a leads\\. `),
  )
  const found = await behind.nearby(running.port)
  expect(found.map(({ port }) => port)).toContain(running.port)
  expect(found.map(({ port }) => port)).not.toContain(own.port)
  expect(await behind.nearby(running.port)).toEqual(found)
  dialler.close()
  await own.close()
})

test('what it found stays known until somebody listens there, and is said once', async () => {
  const [gone, dialler] = [await closedPort(), testDialler()]
  const clock = createFakeClock(0)
  const said: ProxyEvent[] = []
  const store = { apply: (event: ProxyEvent) => void said.push(event), on: () => () => {} }
  const behind = createLookBehind({ clock, dialler, store, own: () => [] })
  const sites = [siteOf([route(`/a=${gone}`)])]
  await behind.warn(sites)
  await behind.warn(sites)
  expect(said).toHaveLength(1)
  expect(behind.absent()).toEqual([
    {
      message: `nothing listens on localhost:${gone} yet, where /a leads`,
      advice: expect.stringMatching(/^Start the server on port /),
    },
  ])
  const come = createServer((socket) => socket.destroy()).listen(gone, '127.0.0.1')
  await once(come, 'listening')
  await vi.waitFor(() => {
    clock.advance(1000)
    expect(behind.absent()).toEqual([])
  })
  come.close()
  dialler.close()
})
