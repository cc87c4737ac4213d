import { expect, test } from 'vitest'
import { through } from '../../support/rules.ts'
import { commandBench } from '../../support/commands.ts'
import { bodyOf, endEvent, requestEvent, responseEvent, responseHead } from '../../support/events.ts'

test('the answer of an exchange is given again to the same request alone', async () => {
  const { run, rules } = commandBench()
  expect(await run('mock-from', { exchange: '1' })).toEqual({ rules: ['mock GET http://api.test/users'] })
  const [{ definition } = { definition: undefined! }] = rules.list()
  expect(definition.match).toContain('http://api\\.test/users')
  expect(definition.do).toEqual([
    { action: 'respond', attributes: { status: 200, headers: [['Content-Type', 'application/json']], body: '{}' } },
  ])
  void through
})

test('what is not there in full, or no text, is refused', async () => {
  const { run, emit } = commandBench()
  const head = responseHead({ fields: [] })
  const put = (id: string, responseBody: object) => {
    for (const event of [
      requestEvent(id),
      responseEvent(id, { head }),
      endEvent(id, { responseBody: responseBody as never }),
    ])
      emit(event)
  }
  put('cut', { ...bodyOf('half'), size: 8 })
  put('binary', { size: 1, kept: 1, chunks: [new Uint8Array([255])] })
  emit(requestEvent('open'))
  await expect(run('mock-from', { exchange: 'cut' })).rejects.toMatchObject({
    message: expect.stringMatching(/kept in full/),
  })
  await expect(run('mock-from', { exchange: 'binary' })).rejects.toMatchObject({
    message: expect.stringMatching(/content is text/),
  })
  await expect(run('mock-from', { exchange: 'open' })).rejects.toMatchObject({
    message: expect.stringMatching(/got one without/),
  })
})
