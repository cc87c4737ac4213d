import { expect, test } from 'vitest'
import { listenersOf, ownParts, remedyFor } from '../../../src/tui/detail/remedy.ts'

const reverse = (port: number, site: number) => ({ mode: 'reverse', site, url: `http://127.0.0.1:${port}` }) as const
const forward = { mode: 'forward', url: 'http://127.0.0.1:8080', port: 8080, ca: '/my ca.pem', seed: '' } as const
const advice = { command: 'mbx', env: 'eval "$(mbx ca env)"', trust: 'mbx ca trust' }

const certificate = () => undefined

const inShell = {
  distrusted: 'the CA yet',
  where: 'In its shell',
  line: advice.env,
  or: 'or let it trust /my ca.pem',
  other: "curl --cacert '/my ca.pem'",
}
const inFront = (port: number) => ({
  distrusted: 'the CA yet',
  where: 'For one request',
  line: `curl --cacert '/my ca.pem' https://localhost:${port}/`,
  or: 'or for browsers, on this machine',
  other: 'mbx ca trust',
})

test('each failure gets what helps at its own listener', () => {
  const source = { listening: forward, others: [reverse(8000, 0), reverse(8001, 1)], advice, certificate }
  expect(remedyFor(source)).toEqual(inShell)
  expect(remedyFor(source, {})).toEqual(inShell)
  expect(remedyFor(source, { site: 1 })).toEqual(inFront(8001))
  expect(remedyFor({ listening: forward, advice, certificate }, {})).toEqual(inShell)
})

test('where there is no forward listener, nothing is for a shell', () => {
  expect(remedyFor({ listening: { ...forward, ...reverse(8000, 0) }, advice, certificate })).toEqual(inFront(8000))
})

test('a forward listener stands before the others', () => {
  const source = { listening: { ...forward, ...reverse(8000, 0) }, others: [reverse(8001, 1), forward] }
  expect(listenersOf(source).map(({ url }) => url.slice(-4))).toEqual(['8080', '8000', '8001'])
})

const own = { file: '/my site.pem', name: 'localhost' }

test('who was shown a certificate of the site itself is not told to trust our CA', () => {
  const source = { listening: forward, others: [reverse(8000, 0), reverse(8001, 1)], advice, certificate }
  const remedy = remedyFor(source, { site: 1, certificate: own })
  expect(remedy).toMatchObject({
    distrusted: "the site's own certificate",
    line: "curl --cacert '/my site.pem' https://localhost:8001/",
  })
  expect(Object.values(remedy).join()).not.toMatch(/my ca|ca trust|ca env/)
})

test('nor before anything failed; a failure over one of our CA is another matter', () => {
  const certificates = (site: number) => (site === 0 ? own : undefined)
  const source = { listening: { ...forward, ...reverse(8000, 0) }, advice, certificate: certificates }
  expect(remedyFor(source).line).toBe("curl --cacert '/my site.pem' https://localhost:8000/")
  expect(remedyFor(source, { site: 0 })).toEqual(inFront(8000))
})

test.each([
  ['http://0.0.0.0:80', 'shop.test', '--resolve shop.test:80:127.0.0.1 https://shop.test:80/'],
  ['http://[::1]:8000', 'shop.test', "--resolve 'shop.test:8000:[::1]' https://shop.test:8000/"],
  ['http://[::1]:8000', 'localhost', 'https://localhost:8000/'],
  ['http://10.0.0.1:8000', 'localhost', '--resolve localhost:8000:10.0.0.1 https://localhost:8000/'],
  ['http://10.0.0.1:8000', '10.0.0.1', 'https://10.0.0.1:8000/'],
])('a request to %s by the name %s', (url, name, words) =>
  expect(ownParts({ mode: 'reverse', url }, { file: '/a.pem', name }).join(' ')).toBe(`curl --cacert /a.pem ${words}`),
)
