import { expect, test } from 'vitest'
import { dialProblem, failingDial, failingHandshake } from '../../src/kit/dial-fault.ts'

const named = { name: 'down', rule: 'r', code: 'connect_refused' } as const
const to = { scheme: 'http', host: '::1', port: 3000 } as const

test('a dial fails in words about the server that is dialled', () => {
  const fault = failingDial(named, 50, (server, { host }) => `${server} (${host}) is away`)
  expect(fault).toMatchObject({ rule: 'r', name: 'down', after: 50 })
  expect(fault.failure(to)).toEqual({
    code: 'connect_refused',
    message: 'the fault down of the rule r: [::1]:3000 (::1) is away',
    leg: 'upstream',
  })
})

test('a handshake fails only where there is one', () => {
  const fault = failingHandshake(named, (server) => `${server} is odd`)
  expect(fault.failure(to)).toBeUndefined()
  expect(fault.failure({ ...to, scheme: 'https' })?.message).toBe('the fault down of the rule r: [::1]:3000 is odd')
})

test('the first that can fail does', () => {
  const dial = [failingHandshake(named, (server) => `${server} is odd`), failingDial(named, 50, () => 'away')]
  expect(dialProblem(undefined, to)).toBeUndefined()
  expect(dialProblem({ dial: [] }, to)).toBeUndefined()
  expect(dialProblem({ dial }, to)).toMatchObject({ after: 50, failure: { message: expect.stringContaining('away') } })
  expect(dialProblem({ dial }, { ...to, scheme: 'https' })).toMatchObject({
    after: 0,
    failure: { message: expect.stringContaining('odd') },
  })
})
