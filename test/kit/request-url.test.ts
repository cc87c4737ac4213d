import { describe, expect, test } from 'vitest'
import { HeadEdit } from '../../src/kit/edit-head.ts'
import { nameHost, parseUrl, urlOf, withServer, withUrl } from '../../src/kit/request-url.ts'
import { ledger, requestOf } from '../support/rules.ts'

const cause = 'rule r' as const

describe('urlOf', () => {
  test('is what the client named', () => {
    expect(urlOf(requestOf({ path: '/a?b' }))).toBe('http://example.test/a?b')
    expect(urlOf(requestOf({ target: '/a', path: '/a', fields: ['Host', 'named.test:81'] }))).toBe(
      'http://named.test:81/a',
    )
    expect(urlOf(requestOf({ target: '/a', path: '/a', fields: [], authority: 'h2.test' }))).toBe('http://h2.test/a')
    expect(urlOf(requestOf({ target: '*', path: '*', fields: [] }))).toBe('http://example.test')
  })
})

describe('parseUrl', () => {
  test.each([
    ['http://A.test', { scheme: 'http', host: 'a.test', port: 80, path: '/' }],
    ['HTTPS://u:p@a.test:8443/x?y#z', { scheme: 'https', host: 'a.test', port: 8443, path: '/x?y' }],
    ['http://[::1]/', { scheme: 'http', host: '::1', port: 80, path: '/' }],
    ['http://a.test?q', { scheme: 'http', host: 'a.test', port: 80, path: '/?q' }],
  ])('%s', (text, url) => expect(parseUrl(text)).toEqual(url))

  test.each(['ftp://a', '/a', 'http://', 'http://a b/', 'http://a/ b'])('%s is none', (text) =>
    expect(parseUrl(text)).toBeUndefined(),
  )
})

describe('withUrl', () => {
  const url = { scheme: 'http' as const, host: 'b.test', port: 81, path: '/n' }

  test('an absolute target stays absolute, and Host follows', () => {
    const changed = withUrl(requestOf(), url, cause)
    expect(changed.head).toMatchObject({ target: 'http://b.test:81/n', fields: ['Host', 'b.test:81'] })
    expect(changed.target).toMatchObject(url)
    expect(ledger(changed.patches)).toEqual([
      'set -1 :target=http://b.test:81/n (rule r)',
      'set 0 Host=b.test:81 (rule r)',
    ])
  })

  test('over h2 the authority follows, and no Host is added', () => {
    const request = requestOf({ target: '/', version: '2', scheme: 'http', authority: 'example.test', fields: [] })
    expect(withUrl(request, { ...url, scheme: 'https' }, cause).head).toMatchObject({
      target: '/n',
      scheme: 'https',
      authority: 'b.test:81',
      fields: [],
    })
  })

  test('the name asked for in TLS is the old host’s, and goes with it', () => {
    const request = requestOf()
    const named = { ...request, target: { ...request.target, serverName: 'old.test' } }
    expect(withUrl(named, url, cause).target.serverName).toBeUndefined()
    expect(withUrl(named, { ...named.target, path: '/p' }, cause).target).toMatchObject({
      serverName: 'old.test',
      path: '/p',
    })
  })
})

describe('withServer', () => {
  test('the server sees the host that the client named', () => {
    const changed = withServer(requestOf({ path: '/p' }), { scheme: 'http', host: 'localhost', port: 4000 }, cause)
    expect(changed.head).toMatchObject({ target: '/p', fields: ['Host', 'example.test'] })
    expect(changed.target).toMatchObject({ host: 'localhost', port: 4000, path: '/p' })
  })

  test('TLS asks for the old name too; a request without Host gets one', () => {
    const request = requestOf({ fields: [] })
    const secure = { ...request, target: { ...request.target, scheme: 'https' as const, port: 443 } }
    const changed = withServer(secure, { scheme: 'https', host: 'staging.test', port: 443 }, cause)
    expect(changed.target).toMatchObject({ host: 'staging.test', serverName: 'example.test' })
    expect(changed.head.fields).toEqual(['Host', 'example.test'])
  })
})

describe('nameHost', () => {
  const named = (facts: Parameters<typeof requestOf>[0]) => {
    const request = requestOf(facts)
    const edit = new HeadEdit(request.head, cause)
    nameHost(edit, request.target, 'b.test')
    return ledger(edit.patches)
  }

  test('what stands above Host says it too, or goes', () => {
    expect(named({ path: '/a' })).toEqual(['set -1 :target=/a (rule r)'])
    expect(named({ version: '2', target: '/', authority: 'a.test' })).toEqual(['set -1 :authority=b.test (rule r)'])
    expect(named({ target: '/a' })).toEqual([])
  })
})
