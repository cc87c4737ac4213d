import { expect, test } from 'vitest'
import { harFrame, harLine, writeHar } from '../../src/har/write-har.ts'
import { buildExchange } from '../support/exchange.ts'
import { decode } from '../support/har.ts'

test('one line an entry, by when they began, the same each time', () => {
  const exchanges = [
    buildExchange({ id: 'b', startedAt: 2 }),
    buildExchange({ id: 'a', startedAt: 1 }),
    buildExchange({ kind: 'connect' }),
  ]
  const text = writeHar(exchanges, { version: '1', seed: 's' }, { decode })
  expect(writeHar(exchanges, { version: '1', seed: 's' }, { decode })).toBe(text)
  const { log } = JSON.parse(text) as { log: { version: string; entries: { _middlebox: { flowId: string } }[] } }
  expect(log).toMatchObject({ version: '1.2', creator: { name: 'middlebox', version: '1' }, _middlebox: { seed: 's' } })
  expect(log.entries.map(({ _middlebox }) => _middlebox.flowId)).toEqual(['a', 'b'])
  expect(text.split('\n')).toHaveLength(4 + 2 + 2)
})

test('the frame alone is a file too', () => {
  const { head, tail } = harFrame({ version: '1' })
  expect(JSON.parse(head + tail)).toEqual({
    log: { version: '1.2', creator: { name: 'middlebox', version: '1' }, entries: [] },
  })
  expect(harLine(buildExchange({ kind: 'connect' }), { decode })).toBeUndefined()
})
