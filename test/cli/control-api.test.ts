import { expect, test } from 'vitest'
import { startControlApi, tellToken } from '../../src/cli/control-api.ts'
import { systemClock } from '../../src/kit/clock.ts'
import { startProxy } from '../support/proxy.ts'

test('a session is driven over HTTP: events are lines of the schema', async () => {
  await using proxy = await startProxy()
  const { session } = proxy
  const listening = { mode: 'forward', url: 'http://x', port: 1, ca: '', seed: '', pid: 1 } as const
  const ended: string[] = []
  const api = await startControlApi(
    session,
    { host: '127.0.0.1', port: 0 },
    { store: session.store, clock: systemClock, listening },
    { version: '1.2.3', cwd: process.cwd(), shutdown: () => void ended.push('end') },
  )
  const said: string[] = []
  tellToken({ api }, { stderr: (text) => void said.push(text) })
  expect(said).toEqual([`control API ${api.url} token ${api.token} (kept in ${api.tokenFile})\n`])
  const headers = { authorization: `Bearer ${api.token}` }
  const post = (name: string, body: object = {}) =>
    fetch(`${api.url}/commands/${name}`, { method: 'POST', headers, body: JSON.stringify(body) }).then((one) =>
      one.json(),
    )
  const events = (await fetch(`${api.url}/events`, { headers })).body!.getReader()
  await post('send', { url: 'http://middlebox.test/status/204' })
  const { value } = await events.read()
  expect(JSON.parse(Buffer.from(value!).toString())).toMatchObject({ type: 'exchange', v: 1, status: 204 })
  expect(await post('version')).toMatchObject({ version: '1.2.3' })
  await post('shutdown')
  expect(ended).toEqual(['end'])
  await api.close()
})
