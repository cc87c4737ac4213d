import { expect, test } from 'vitest'
import { metrics } from '../../../src/api/toxiproxy/metrics.ts'
import { fakeProxies } from '../../support/tcp-proxies.ts'

test('four counters for each proxy, under the names Toxiproxy gives them', async () => {
  const proxies = fakeProxies()
  await proxies.create('d"b\\\n', { listen: 'x:1', upstream: 'y:2', enabled: true })
  const { status, type, body } = metrics({ proxies })
  expect({ status, type }).toEqual({ status: 200, type: 'text/plain; version=0.0.4; charset=utf-8' })
  const labels = (direction: string) =>
    String.raw`{direction="${direction}",listener="x:1",proxy="d\"b\\\n",upstream="y:2"}`
  expect(body.split('\n').filter((line) => !line.startsWith('#'))).toEqual([
    `toxiproxy_proxy_received_bytes_total${labels('downstream')} 3`,
    `toxiproxy_proxy_received_bytes_total${labels('upstream')} 1`,
    `toxiproxy_proxy_sent_bytes_total${labels('downstream')} 4`,
    `toxiproxy_proxy_sent_bytes_total${labels('upstream')} 2`,
    '',
  ])
  expect(body).toMatch(/^# HELP \S+ .+\n# TYPE \S+ counter\n/)
})
