import { expect, test } from 'vitest'
import { systemClock } from '../../src/kit/clock.ts'
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
  const ports = await behind.nearby()
  expect(ports).toContain(running.port)
  expect(ports).not.toContain(own.port)
  expect(await behind.nearby()).toEqual(ports)
  dialler.close()
  await own.close()
})
