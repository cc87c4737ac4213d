import { expect, test } from 'vitest'
import { Endpoint } from '../../src/reverse/endpoint.ts'
import { noteSource, sourceOf } from '../../src/reverse/try.ts'
import { failed, route } from '../support/reverse.ts'

test('whose verdict it is, where that was noted', () => {
  const verdict = failed()
  noteSource(verdict, undefined)
  expect(sourceOf(verdict)).toBeUndefined()
  const endpoint = new Endpoint(route('3000').upstreams[0]!)
  noteSource(verdict, endpoint)
  expect(sourceOf(verdict)).toBe(endpoint)
  expect(sourceOf(failed())).toBeUndefined()
})
