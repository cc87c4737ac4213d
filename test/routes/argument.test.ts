import { expect, test } from 'vitest'
import { isArgument, parseRouteArgument } from '../../src/routes/argument.ts'

test.each([
  ['3000', '/', ['http://localhost:3000']],
  ['http://h:1', '/', ['http://h:1']],
  ['/api=http://localhost:4000', '/api', ['http://localhost:4000']],
  ['api.test/v2=4000', 'api.test/v2', ['http://localhost:4000']],
  ['=/exact=4000', '=/exact', ['http://localhost:4000']],
  ['~a=b=4000', '~a=b', ['http://localhost:4000']],
  ['/=3001,3002', '/', ['http://localhost:3001', 'http://localhost:3002']],
])('%s', (text, match, urls) => {
  const route = parseRouteArgument(text)
  expect(route.match.text).toBe(match)
  expect(route.upstreams.map(({ url }) => url)).toEqual(urls)
})

test('what is wrong is named', () => {
  expect(() => parseRouteArgument('/api=')).toThrow('in the route "/api=", got ""')
  expect(() => parseRouteArgument('nonsense here')).toThrow('Expected an upstream such as 3000')
  expect(() => parseRouteArgument('a:b=3000')).toThrow('Expected a match such as /api')
  expect(() => parseRouteArgument('3000-3002')).toThrow('got "3000-3002" (a range of ports is written as a list')
  expect(() => parseRouteArgument('~(=3000')).toThrow(/got "~\(" \(unterminated group\)/)
})

test('a route of a config file is none of the command line', () => {
  const given = parseRouteArgument('3000')
  expect(isArgument(given)).toBe(true)
  expect(isArgument({ ...given, where: 'middlebox.yml:3:7' })).toBe(false)
})
