import { expect, test } from 'vitest'
import { createCookies } from '../../src/reverse/cookies.ts'
import { answer, contextOf, requestTo, upstreams } from '../support/reverse.ts'

const changed = async (secure: 'add' | 'remove', ...cookies: string[]) => {
  const { next } = upstreams(
    answer(
      200,
      cookies.flatMap((cookie) => ['Set-Cookie', cookie]),
    ),
  )
  const verdict = await createCookies({ secure })!.handle(requestTo(), next, contextOf())
  return verdict.kind === 'respond' ? verdict.head.fields.filter((_, index) => index % 2 === 1) : []
}

test('Secure is put on or taken off', async () => {
  expect(createCookies({ secure: 'keep' })).toBeUndefined()
  expect(await changed('add', 'a=1', 'b=secure; Path=/', 'c=1;secure')).toEqual([
    'a=1; Secure',
    'b=secure; Path=/; Secure',
    'c=1;secure',
  ])
  expect(await changed('remove', 'a=1; Secure; Path=/', 'b=1; SameSite=None; Secure', 'c=1')).toEqual([
    'a=1; Path=/',
    'b=1',
    'c=1',
  ])
})
