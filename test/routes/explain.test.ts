import { expect, test } from 'vitest'
import { explainRoute } from '../../src/routes/explain.ts'
import { requestTo, route } from '../support/reverse.ts'

test('says which route and why not the others', () => {
  const admin = route('api.test/admin=4')
  const routes = [
    route('1'),
    route('=/api=2'),
    { ...admin, match: { ...admin.match, methods: ['POST'], headers: [{ name: 'x', equals: '1' }] } },
    route('~png$=3'),
  ]
  const { route: taken, lines } = explainRoute(routes, requestTo('http://api.test/admin/x'))
  expect(taken?.match.text).toBe('/')
  expect(lines).toEqual([
    'api.test, /admin and below, methods POST, x: 1 -> http://localhost:4  no: the method is GET',
    'any host, exactly /api -> http://localhost:2  no: the path is /admin/x',
    'any host, paths that png$ finds -> http://localhost:3  no: the path is /admin/x',
    'any host, / and below -> http://localhost:1  taken',
  ])
})

test('routes after the one taken are not asked, and there may be none', () => {
  expect(explainRoute([route('1'), route('/a=2')], requestTo('http://x/a')).lines[1]).toMatch(
    /not asked: less specific$/,
  )
  expect(explainRoute([route('h/a=2')], requestTo('http://x/a'))).toMatchObject({
    route: undefined,
    lines: [expect.stringContaining('no: the host is x')],
  })
})

test('a route that only a header field is missing for says so', () => {
  const beta = route('/=2')
  const routes = [route('1'), { ...beta, match: { ...beta.match, headers: [{ name: 'x-beta' }] } }]
  expect(explainRoute(routes, requestTo('http://x/a')).lines).toEqual([
    'any host, / and below, x-beta -> http://localhost:2  no: there is no x-beta; a request with it takes this route',
    'any host, / and below -> http://localhost:1  taken',
  ])
})
