import { expect, test } from 'vitest'
import { createRawProxies } from '../../src/engine/raw-proxies.ts'
import { createDialler } from '../../src/engine/upstream/dialler.ts'
import { systemClock } from '../../src/kit/clock.ts'
import { defaultOptions } from '../../src/model/options.ts'
import { arrivalOf, testCore } from '../support/core.ts'
import { rawClient } from '../support/raw.ts'

const dialler = createDialler(defaultOptions.upstream, {
  env: {},
  clock: systemClock,
  own: () => [],
  warn: () => {},
})

function proxies() {
  const core = testCore()
  const doors = { allows: () => true, maxConnections: 10, refused() {}, failed() {} }
  const made = createRawProxies({ core, doors, arrive: (socket) => (socket.on('error', () => {}), arrivalOf()) })
  const open = () =>
    made.open({
      name: 'db',
      host: '127.0.0.1',
      port: 0,
      upstream: { host: '127.0.0.1', port: 1 },
      dialler,
      opened: () => ({ up: [], down: [], random: () => 0 }),
      closed: () => [],
    })
  return { ...made, core, open }
}

test.each(['stop', 'close'] as const)('%s ends all listeners', async (how) => {
  const all = proxies()
  const ports = [(await all.open()).port, (await all.open()).port]
  all[how]()
  for (const port of ports) await expect(rawClient(port)).rejects.toThrow('ECONNREFUSED')
})

test('one that opens while the engine ends is closed again', async () => {
  const all = proxies()
  const opening = all.open()
  all.core.stopping = true
  const { port } = await opening
  await expect(rawClient(port)).rejects.toThrow('ECONNREFUSED')
})
