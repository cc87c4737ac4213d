import { expect, test } from 'vitest'
import { mapRemote } from '../../src/actions/map-remote.ts'
import { requestOf, toolsOf } from '../support/rules.ts'

test('replaces in the URL; Host changes with it', async () => {
  const { tools } = toolsOf()
  const steps = mapRemote.prepare({ url: '^http://example\\.test/v(\\d)/', to: 'https://v$1.test/' })
  const { head, target } = await steps.request!(requestOf({ path: '/v2/a' }), tools)
  expect(head).toMatchObject({ target: 'https://v2.test/a', fields: ['Host', 'v2.test'] })
  expect(target).toMatchObject({ scheme: 'https', host: 'v2.test', port: 443, path: '/a' })
})

test('without a match the request is the same object', async () => {
  const request = requestOf()
  expect(await mapRemote.prepare({ url: 'absent', to: 'x' }).request!(request, toolsOf().tools)).toBe(request)
})

test('what is no URL any more is left, with a warning', async () => {
  const { tools, warnings } = toolsOf()
  const request = requestOf()
  expect(await mapRemote.prepare({ url: '^http', to: 'gopher' }).request!(request, tools)).toBe(request)
  expect(warnings).toEqual([expect.stringContaining('gopher://example.test/')])
})
