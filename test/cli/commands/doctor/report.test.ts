import { expect, test } from 'vitest'
import { formatReport, wrap } from '../../../../src/cli/commands/doctor/report.ts'
import type { Report } from '../../../../src/cli/commands/doctor/report.ts'

const report: Report = {
  url: 'https://example.com',
  checks: [
    { id: 'node', mark: 'ok', text: 'Node 24.21.0 (needed: >=24.15.0)' },
    { id: 'port', mark: 'warn', text: 'Port 8080 is held by node (pid 77)', fix: 'middlebox -p 0' },
  ],
  variables: [{ name: 'HTTPS_PROXY', value: 'http://p:3128' }],
  upstream: { id: 'upstream', mark: 'ok', text: `${'Middlebox'.padEnd(17)}through http://p:3128: HTTPS_PROXY is set` },
  clients: [
    {
      id: 'curl',
      title: 'curl',
      mark: 'bad',
      route: 'proxy',
      because: 'HTTPS_PROXY is set',
      proxy: { name: 'HTTPS_PROXY', value: 'http://p:3128' },
      trust: { name: 'SSL_CERT_FILE', effect: 'replaces', file: '/a/rather/long/path/to/some/certificates.pem' },
      findings: [{ mark: 'bad', text: 'SSL_CERT_FILE: there is no such file', fix: 'unset SSL_CERT_FILE' }],
      store: 'the system store',
      quirks: [],
      source: 'https://curl.se',
    },
  ],
  absent: ['Go', 'Deno'],
}

test('the whole report, within 80 columns', () => {
  const text = formatReport(report, { columns: 80, color: false })
  expect(text).toMatchInlineSnapshot(`
    "  ok    Node 24.21.0 (needed: >=24.15.0)
      warn  Port 8080 is held by node (pid 77)
            → middlebox -p 0

    Variables
      HTTPS_PROXY=http://p:3128

    https://example.com goes
      ok    Middlebox        through http://p:3128: HTTPS_PROXY is set
      bad   curl             through http://p:3128: HTTPS_PROXY is set
                             trusts /a/rather/long/path/to/some/certificates.pem
                             only (SSL_CERT_FILE)
            SSL_CERT_FILE: there is no such file
            → unset SSL_CERT_FILE

    Not on PATH: Go, Deno
    "
  `)
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
})

test('a config is told with its place, and what accepts anything trusts nobody', () => {
  const [client] = report.clients
  const trust = { ...client!.trust!, file: '/ca.pem', name: 'cacert', place: '~/.curlrc:2' }
  expect(formatReport({ ...report, clients: [{ ...client!, trust }] }, { columns: 200, color: false })).toContain(
    '/ca.pem only (cacert in ~/.curlrc:2)',
  )
  const unverified = { name: 'insecure', value: 'true', place: '~/.curlrc:3' }
  const text = formatReport({ ...report, clients: [{ ...client!, unverified }] }, { columns: 80, color: false })
  expect(text).not.toContain('trusts')
})

test('marks are coloured on demand, and only they', () => {
  const text = formatReport(report, { columns: 80, color: true })
  expect(text).toContain('\u001b[33mwarn  \u001b[0mPort 8080')
  expect(text.replaceAll(/\u001b\[\d+m/g, '')).toBe(formatReport(report, { columns: 80, color: false }))
})

test('wrap breaks at blanks and leaves long words whole', () => {
  expect(wrap('one two three', 4, 12)).toBe('one two\n    three\n')
  expect(wrap('anextremelylongword', 4, 12)).toBe('anextremelylongword\n')
})
