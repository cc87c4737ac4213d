import { expect, test } from 'vitest'
import { route } from '../../src/actions/route.ts'
import { requestOf, toolsOf } from '../support/rules.ts'

const routed = (values: Parameters<typeof route.prepare>[0]) =>
  route.prepare(values).request!(requestOf({ path: '/p?q' }), toolsOf().tools)

test('another server sees the same request', async () => {
  const { head, target } = await routed({ to: 'http://localhost:4000' })
  expect(head).toMatchObject({ target: '/p?q', fields: ['Host', 'example.test'] })
  expect(target).toMatchObject({ scheme: 'http', host: 'localhost', port: 4000, path: '/p?q' })
})

test('with keep_host: false it is asked by its own name', async () => {
  const { head } = await routed({ to: 'http://localhost:4000', keep_host: false })
  expect(head).toMatchObject({ target: 'http://localhost:4000/p?q', fields: ['Host', 'localhost:4000'] })
})

test('a path is refused, and explained', () => {
  expect(route.check!({ to: 'http://a/b' })).toContain('got "/b"')
  expect(route.check!({ to: 'http://a' })).toBeUndefined()
  expect(route.explain({ to: 'http://a' })).toBe('send the request to http://a')
})
