import { expect, test } from 'vitest'
import { createMockOnly } from '../../src/pipeline/mock-only.ts'
import { requestOf, through } from '../support/rules.ts'

const { handle } = createMockOnly(() => Promise.resolve(['The nearest rule is r:', '  because']))

test('what nobody answered is refused with the nearest rule, and goes no further', async () => {
  const { verdict, sent, text } = await through(handle, requestOf({ path: '/x', body: 'a' }))
  expect(sent).toBeUndefined()
  expect(text).toBe(
    'middlebox: no mock answers GET http://example.test/x, and --mock-only keeps it from the network\nThe nearest rule is r:\n  because\n',
  )
  expect(verdict).toMatchObject({
    head: { status: 502 },
    from: 'middlebox',
    failure: {
      code: 'not_mocked',
      leg: 'middlebox',
      message: expect.stringMatching(/network; The nearest rule is r: because$/) as string,
    },
  })
})

test('a CONNECT goes on: what is asked inside may be mocked', async () => {
  const { sent } = await through(handle, requestOf({ method: 'CONNECT' }), undefined, { kind: 'connect' })
  expect(sent).toBeDefined()
})
