import { expect, test } from 'vitest'
import { Endpoint } from '../../src/reverse/endpoint.ts'
import { Slots } from '../../src/reverse/slots.ts'
import { route } from '../support/reverse.ts'

test('an upstream is busy until its exchange ends or its try fails, and then somebody may advance', () => {
  const [a, b] = [new Endpoint(route('1').upstreams[0]!), new Endpoint(route('2').upstreams[0]!)]
  let advanced = 0
  a.queue = { advance: () => advanced++ } as never
  const slots = new Slots()
  slots.take('x', a)
  slots.take('x', b)
  slots.take('y', a)
  expect([a.active, b.active]).toEqual([2, 1])
  slots.release('x', a)
  slots.release('x', a)
  expect([a.active, b.active, advanced]).toEqual([1, 1, 1])
  slots.ended('x')
  slots.ended('x')
  slots.ended('unknown')
  expect([a.active, b.active]).toEqual([1, 0])
  slots.release('y', a)
  slots.ended('y')
  expect([a.active, advanced]).toEqual([0, 2])
})
