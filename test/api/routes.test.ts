import { expect, test } from 'vitest'
import { startTestApi } from '../support/api.ts'

test('commands are listed and run', async () => {
  await using bench = await startTestApi()
  const { ask, hold } = bench
  const list = (await ask('GET', '/commands')).json as { name: string }[]
  expect(list.map(({ name }) => name)).toEqual(bench.all.list.map(({ name }) => name))
  hold()
  expect((await ask('POST', '/commands/edit', { id: 'p1', method: 'PUT' })).json).toMatchObject({ edited: true })
  expect((await ask('GET', '/paused')).json).toMatchObject([{ id: 'p1', request: { method: 'PUT' } }])
  expect(await ask('POST', '/commands/resume-all')).toMatchObject({ status: 200, json: { resumed: 1 } })
})

test('exchanges by filter and by id', async () => {
  await using bench = await startTestApi()
  const { ask } = bench
  expect((await ask('GET', '/exchanges?filter=~c+200&last=5')).json).toMatchObject([{ id: '1' }])
  expect((await ask('GET', '/exchanges?filter=~c+404')).json).toEqual([])
  expect((await ask('GET', '/exchanges/1')).json).toMatchObject({ id: '1', response: { body: { text: '{}' } } })
  expect(await ask('GET', '/exchanges?filter=~zz')).toMatchObject({
    status: 400,
    json: { error: { code: 'filter_invalid' } },
  })
  expect(await ask('GET', '/exchanges?since=1')).toMatchObject({ status: 400, json: { error: { code: 'usage' } } })
})

test.each([
  ['GET', '/', 404, 'not_found'],
  ['GET', '/nothing', 404, 'not_found'],
  ['GET', '/paused/x', 404, 'not_found'],
  ['GET', '/exchanges/99', 404, 'not_found'],
  ['POST', '/commands/resum', 404, 'not_found'],
  ['GET', '/commands/resume', 405, 'usage'],
  ['POST', '/events', 405, 'usage'],
  ['DELETE', '/exchanges', 405, 'usage'],
  ['GET', '/exchanges/%ff', 404, 'not_found'],
])('%s %s is %i', async (method, path, status, code) => {
  await using bench = await startTestApi()
  const { json, ...answer } = await bench.ask(method, path)
  expect(answer.status).toBe(status)
  expect(json).toMatchObject({
    error: { code, message: expect.stringMatching(/^Expected /), hint: expect.any(String) },
  })
})

test('wrong options are said with what was expected', async () => {
  await using bench = await startTestApi()
  expect(await bench.ask('POST', '/commands/resume', { ID: 'p1' })).toMatchObject({
    status: 400,
    json: { error: { code: 'usage', message: 'resume: Expected one of id, got ID.', hint: 'Did you mean id?' } },
  })
  expect(await bench.ask('POST', '/commands/resume', '[1]')).toMatchObject({ status: 400 })
})
