import { expect, test } from 'vitest'
import { createSecurity } from '../../src/reverse/security.ts'
import { answer, contextOf, requestTo, upstreams } from '../support/reverse.ts'

const names = async (tls: boolean, fields: string[] = [], url?: string) => {
  const client = { address: '::1', port: 1, protocol: 'h2' as const, ...(tls && { tls: { version: '', cipher: '' } }) }
  const verdict = await createSecurity().handle(
    requestTo(url),
    upstreams(answer(200, fields)).next,
    contextOf({ client }),
  )
  return verdict.kind === 'respond' ? verdict.head.fields : []
}

test('added where the upstream says nothing, transport security over TLS only', async () => {
  expect(await names(false)).toContain('nosniff')
  expect(await names(false)).not.toContain('Strict-Transport-Security')
  expect(await names(true)).toContain('Strict-Transport-Security')
  for (const near of ['https://localhost:8000/', 'https://app.localhost/', 'https://127.0.0.1:8443/'])
    expect(await names(true, [], near)).not.toContain('Strict-Transport-Security')
  const own = await names(true, ['x-frame-options', 'DENY'])
  expect(own).toContain('DENY')
  expect(own).not.toContain('SAMEORIGIN')
})
