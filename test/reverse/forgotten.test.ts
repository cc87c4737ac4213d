import { expect, test } from 'vitest'
import { tellForgotten } from '../../src/reverse/forgotten.ts'
import type { Site, Subject } from '../../src/reverse/site.ts'
import { healthOf, reverseWorld, route } from '../support/reverse.ts'

const siteWith = (routes: string[], ...subjects: Subject[]) =>
  ({ routes: routes.map((text) => route(text)), subjects: () => subjects.values() }) as unknown as Site

test('what still stands is not told', () => {
  const world = reverseWorld()
  const subject = { route: '/a', upstream: 'http://u' }
  tellForgotten(siteWith(['/a=1'], subject), siteWith(['/a=1'], subject), world)
  expect(world.events).toEqual([])
})

test('of a site that is gone all is', () => {
  const world = reverseWorld()
  tellForgotten(siteWith(['/a=1'], { route: '/a', upstream: 'http://u' }), undefined, world)
  expect(healthOf(world.events)).toEqual(['http://u forgotten: its route is gone'])
})

test.each([
  [{ route: '/a' }, ['/a=1'], '/a forgotten: its route has none any more'],
  [{ route: '/a', upstream: 'http://u' }, ['/a=1'], 'http://u forgotten: its route leads there no more'],
  [{ route: '/a', upstream: 'http://u' }, ['/b=1'], 'http://u forgotten: its route is gone'],
])('%j with %j: %s', (subject, routes, said) => {
  const world = reverseWorld()
  tellForgotten(siteWith(['/a=1'], subject), siteWith(routes), world)
  expect(healthOf(world.events)).toEqual([said])
})
