import { expect, test } from 'vitest'
import { asideLines } from '../../../src/tui/detail/aside.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'
import { buildTlsFailure, buildTunnel, startedAt } from '../../support/exchange.ts'

process.env.TZ = 'UTC'

const remedy = {
  distrusted: 'the CA yet',
  where: 'In its shell',
  line: 'eval "$(middlebox ca env)"',
  or: 'or let it trust /home/me/my ca.pem',
  other: "curl --cacert '/home/me/my ca.pem'",
}
const shown = (subject: Parameters<typeof asideLines>[0], width = 76) =>
  asideLines(subject, startedAt + 5000, width, remedy).map(plainLine)

test('a tunnel: why nobody looked into it, and what passed', () => {
  expect(shown(buildTunnel({ reason: 'server-first' }))).toEqual([
    'example.test:443  an opaque tunnel',
    '',
    'because      the server spoke first: not TLS, not HTTP',
    'started      22:13:20.000',
    'took         100 ms',
    'up           100 B',
    'down         1 kB',
    'client       127.0.0.1:50000',
    'upstream     192.0.2.1:443',
  ])
})

test('one that is open, of a TCP proxy, with its toxics and its failure', () => {
  const lines = shown(
    buildTunnel({
      endedAt: undefined as never,
      reason: 'tcp-proxy',
      proxy: 'redis',
      upstream: undefined as never,
      faults: [{ name: 'latency', attributes: {}, applied: true }],
      error: { code: 'connect_refused', message: 'refused', leg: 'upstream' },
    }),
  )
  expect(lines).toContain('because      a TCP proxy  redis')
  expect(lines).toContain('open for     5 s')
  expect(lines).toContain('fault        ⚡ latency')
  expect(lines).toContain('to do        Is it running, on that port?')
})

test('a client that does not trust the CA gets the line that mends it, in full', () => {
  const lines = shown(buildTlsFailure({ reason: 'unknown_ca' }))
  expect(lines).toContain('  eval "$(middlebox ca env)"')
  expect(lines).toContain('The client does not trust the CA yet. In its shell:')
  expect(lines.join('\n')).toContain("curl --cacert '/home/me/my ca.pem'")
  expect(shown(buildTlsFailure(), 20).join('').replaceAll(/\s/g, '')).toContain('eval"$(middleboxcaenv)"')
})

test('other failures do not blame the CA', () => {
  const failure = { code: 'tls_failed', message: 'no shared cipher', leg: 'upstream' as const }
  const lines = shown(buildTlsFailure({ leg: 'upstream', failure }))
  expect(lines).toContain('between      Middlebox and example.test:443')
  expect(lines.join('\n')).not.toContain('trust')
})
