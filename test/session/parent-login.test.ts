import { expect, test } from 'vitest'
import type { Patch } from '../../src/model/hop.ts'
import { hideParentLogin } from '../../src/session/parent-login.ts'
import { upstreamEvent } from '../support/events.ts'

const login: Patch = { op: 'add', index: 0, name: 'Proxy-Authorization', value: 'Basic Ym9zczp4', cause: 'route' }
const other: Patch = { op: 'add', index: 1, name: 'X', value: 'y', cause: 'rule a' }

function pass(patches: readonly Patch[], via?: string) {
  const event = upstreamEvent('a')
  if (event.type !== 'upstream') throw new Error('no upstream event')
  const given = { ...event, patches, upstream: { ...event.upstream, ...(via !== undefined && { via }) } }
  return { given, shown: hideParentLogin(given) }
}

test('the login we add for the parent is hidden, and nothing else', () => {
  const { shown } = pass([login, other], 'http://parent.test:3128')
  expect(shown).toMatchObject({ patches: [{ ...login, value: 'Basic {{secret:parent-login}}' }, other] })
})

test('everything else passes as the same object', () => {
  for (const { given, shown } of [
    pass([login]),
    pass([other], 'http://parent.test'),
    pass([{ ...login, cause: 'rule a' }], 'http://parent.test'),
  ])
    expect(shown).toBe(given)
})
