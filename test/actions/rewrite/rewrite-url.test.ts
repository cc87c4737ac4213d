import { expect, test } from 'vitest'
import { rewriteUrl } from '../../../src/actions/rewrite/rewrite-url.ts'
import { requestOf, toolsOf } from '../../support/rules.ts'

test('another server and path, with its cause', () => {
  const { tools } = toolsOf()
  const request = rewriteUrl(requestOf({ path: '/v1/x' }), [{ pattern: 'example(.*)v1', with: 'other$1v2' }], tools)
  expect(request.target).toMatchObject({ host: 'other.test', path: '/v2/x' })
  expect(request.patches.every(({ cause }) => cause === 'rule r')).toBe(true)
})

test('what does not match is the same request', () => {
  const request = requestOf()
  expect(rewriteUrl(request, [{ pattern: 'nothing', with: '' }], toolsOf().tools)).toBe(request)
})

test('what cannot be is told, and the URL left as it is', () => {
  const { tools, warnings } = toolsOf()
  const request = requestOf()
  expect(rewriteUrl(request, [{ pattern: '^http', with: 'ftp' }], tools)).toBe(request)
  expect(rewriteUrl(request, [{ pattern: '(?=h)', with: '' }], { ...tools, longest: () => 3 })).toBe(request)
  expect(warnings).toEqual([
    expect.stringContaining('would become ftp://example.test/, which is no http or https URL'),
    'a URL is left as it is: /(?=h)/ is too slow for more than 3 characters, and it has 20',
  ])
})
