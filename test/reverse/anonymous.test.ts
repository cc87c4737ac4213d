import { expect, test } from 'vitest'
import { createAnonymous } from '../../src/reverse/anonymous.ts'
import { answer, contextOf, requestTo, upstreams } from '../support/reverse.ts'

test('what tells the software goes, with its cause', async () => {
  const { next } = upstreams(answer(200, ['server', 'x', 'X-Powered-By', 'y', 'A', 'b']))
  expect(await createAnonymous().handle(requestTo(), next, contextOf())).toMatchObject({
    head: { fields: ['A', 'b'] },
    patches: [
      { op: 'remove', name: 'server', cause: 'reverse anonymous' },
      { op: 'remove', name: 'X-Powered-By' },
    ],
  })
})
