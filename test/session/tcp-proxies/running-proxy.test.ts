import { expect, test } from 'vitest'
import type { RawProxy, RawProxyOptions } from '../../../src/engine/raw-proxy.ts'
import type { Dialler } from '../../../src/engine/upstream/dialler.ts'
import { MiddleboxError } from '../../../src/model/errors.ts'
import { RunningProxy } from '../../../src/session/tcp-proxies/running-proxy.ts'
import { Toxics } from '../../../src/session/tcp-proxies/toxics.ts'

/** A proxy on listeners that only note what happens; free ports begin at 5001. */
function proxy(place = { listen: '127.0.0.1:0', upstream: 'db.test:1' }) {
  const log: string[] = []
  let free = 5000
  const openRaw = async ({ host, port, upstream }: RawProxyOptions): Promise<RawProxy> => {
    if (port === 99) throw new MiddleboxError('port_taken', 'taken')
    const at = port === 0 ? ++free : port
    log.push(`open ${host}:${at} to ${upstream.host}:${upstream.port}`)
    const traffic = { upstream: { received: 1, sent: 2 }, downstream: { received: 3, sent: 4 } }
    return { address: host, port: at, traffic: () => traffic, stop() {}, close: () => void log.push(`close ${at}`) }
  }
  const toxics = new Toxics({ proxy: 'db', faults: new Map(), draw: () => 0 })
  const opened = ({ host, port }: { host: string; port: number }) => void log.push(`opened ${host}:${port}`)
  const made = new RunningProxy('db', place, toxics, { openRaw, dialler: {} as Dialler, opened })
  return { made, log: () => log.splice(0) }
}

test('enabled, disabled, and enabled again on the port that was found', async () => {
  const { made, log } = proxy()
  expect(made.enabled).toBe(false)
  await made.change({ enabled: true })
  expect({ listen: made.listen, enabled: made.enabled }).toEqual({ listen: '127.0.0.1:5001', enabled: true })
  expect(log()).toEqual(['open 127.0.0.1:5001 to db.test:1', 'opened 127.0.0.1:5001'])
  await made.change({ enabled: true })
  expect(log()).toEqual([])
  await made.change({ enabled: false })
  await made.change({ enabled: false })
  await made.change({ enabled: true })
  expect(log()).toEqual(['close 5001', 'open 127.0.0.1:5001 to db.test:1', 'opened 127.0.0.1:5001'])
})

test('a new place ends what is at the old one', async () => {
  const { made, log } = proxy()
  await made.change({ enabled: true })
  log()
  await made.change({ upstream: 'other.test:2' })
  expect(log()).toEqual(['close 5001', 'open 127.0.0.1:5001 to other.test:2', 'opened 127.0.0.1:5001'])
  await made.change({ listen: 'localhost:5001' })
  expect(log()).toEqual([])
  await made.change({ listen: 'localhost:7' })
  expect(log()).toEqual(['close 5001', 'open 127.0.0.1:7 to other.test:2', 'opened 127.0.0.1:7'])
})

test('a place that cannot be read changes nothing; one that is taken leaves it disabled there', async () => {
  const { made, log } = proxy()
  await made.change({ enabled: true })
  log()
  await expect(made.change({ upstream: 'nowhere' })).rejects.toMatchObject({ code: 'config_invalid' })
  expect(log()).toEqual([])
  await expect(made.change({ listen: '127.0.0.1:99' })).rejects.toMatchObject({ code: 'port_taken' })
  expect({ listen: made.listen, enabled: made.enabled }).toEqual({ listen: '127.0.0.1:99', enabled: false })
  expect(() => proxy({ listen: 'x', upstream: 'y:1' })).toThrow('Expected host:port for listen')
})

test('bytes are counted over all its listeners', async () => {
  const { made } = proxy()
  expect(made.traffic.upstream).toEqual({ received: 0, sent: 0 })
  await made.change({ enabled: true })
  await made.change({ enabled: false })
  expect(made.traffic).toEqual({ upstream: { received: 1, sent: 2 }, downstream: { received: 3, sent: 4 } })
  await made.change({ enabled: true })
  expect(made.traffic.downstream).toEqual({ received: 6, sent: 8 })
})

test('where it is', async () => {
  const { made } = proxy()
  expect(made.isAt({ listen: 'localhost:0', upstream: 'db.test:1' })).toBe(true)
  expect(made.isAt({ listen: 'localhost:0', upstream: 'db.test:2' })).toBe(false)
})
