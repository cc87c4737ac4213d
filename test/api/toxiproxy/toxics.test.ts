import { expect, test } from 'vitest'
import { createToxic, deleteToxic, listToxics, showToxic, updateToxic } from '../../../src/api/toxiproxy/toxics.ts'
import { fakeProxies } from '../../support/tcp-proxies.ts'

async function onProxy() {
  const proxies = fakeProxies()
  await proxies.create('db', { listen: 'x:1', upstream: 'x:2', enabled: true })
  return (body: unknown, toxic = '') => ({ proxies, body: JSON.stringify(body), proxy: 'db', toxic })
}

test.each(['latency', 'bandwidth', 'slow_close', 'timeout', 'reset_peer', 'limit_data'])(
  '%s without attributes: each is 0',
  async (type) => {
    const call = await onProxy()
    const { attributes, name } = JSON.parse(createToxic(call({ type })).body)
    expect(name).toBe(`${type}_downstream`)
    expect(Object.values(attributes)).toEqual(Object.keys(attributes).map(() => 0))
  },
)

test('a slicer needs a size', async () => {
  const call = await onProxy()
  expect(() => createToxic(call({ type: 'slicer' }))).toThrow(/average_size/)
  const { attributes } = JSON.parse(createToxic(call({ type: 'slicer', attributes: { average_size: 9 } })).body)
  expect(attributes).toEqual({ average_size: 9, size_variation: 0, delay: 0 })
})

test('the stream is read without regard to case, and fields that nobody knows are ignored', async () => {
  const call = await onProxy()
  createToxic(call({ type: 'latency', stream: 'Upstream', attributes: { latency: 1, x: 2 }, y: 3, toxicity: null }))
  expect(JSON.parse(listToxics(call('')).body)).toEqual([
    {
      attributes: { latency: 1, jitter: 0 },
      name: 'latency_upstream',
      type: 'latency',
      stream: 'upstream',
      toxicity: 1,
    },
  ])
})

test('an edit changes neither name nor type nor stream', async () => {
  const call = await onProxy()
  createToxic(call({ type: 'latency', name: 'slow' }))
  updateToxic(call({ name: 'x', type: 'timeout', stream: 'upstream', attributes: { latency: 7 } }, 'slow'))
  const shown = JSON.parse(showToxic(call('', 'slow')).body)
  expect(shown).toMatchObject({ name: 'slow', type: 'latency', stream: 'downstream', attributes: { latency: 7 } })
})

test('a wrong edit changes nothing', async () => {
  const call = await onProxy()
  createToxic(call({ type: 'latency', attributes: { latency: 7 } }))
  expect(() => updateToxic(call({ attributes: { latency: 1.5 } }, 'latency_downstream'))).toThrow(/whole number.*1\.5/)
  expect(() => updateToxic(call({ toxicity: 'all' }, 'latency_downstream'))).toThrow(/toxicity.*all/)
  expect(JSON.parse(showToxic(call('', 'latency_downstream')).body)).toMatchObject({
    attributes: { latency: 7 },
    toxicity: 1,
  })
})

test('what is deleted is not found again', async () => {
  const call = await onProxy()
  createToxic(call({ type: 'timeout' }))
  deleteToxic(call('', 'timeout_downstream'))
  expect(() => deleteToxic(call('', 'timeout_downstream'))).toThrow('toxic not found')
})
