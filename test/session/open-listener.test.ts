import { expect, test } from 'vitest'
import { openListenerWarning } from '../../src/session/open-listener.ts'

const warning = (host: string, allow: string[] = []) => openListenerWarning({ host, url: `http://${host}:1` }, allow)

test.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('%s is this machine only', (host) => {
  expect(warning(host)).toBeUndefined()
})

test.each(['0.0.0.0', '::', '192.168.1.2', 'box.example'])('%s is open to others', (host) => {
  expect(warning(host)).toContain(`http://${host}:1 is open to others`)
})

test('the networks that were allowed are named', () => {
  expect(warning('0.0.0.0', ['198.51.100.0/24'])).toContain('from private networks, 198.51.100.0/24 can')
})
