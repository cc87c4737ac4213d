import { expect, test } from 'vitest'
import { explainFilter } from '../../src/filter/explain.ts'
import { parseFilter } from '../../src/filter/parse.ts'

test.each([
  ['', 'anything'],
  ['~d payments & ~m POST', 'the host matches /payments/ and the method matches /POST/'],
  ['~c 4xx | ~c >=500', 'the status is 4xx, or the status is at least 500'],
  ['api !~a', 'the URL matches /api/ and the response is not an asset'],
  ['!!~q', 'there is no response yet'],
  ['!(~q | ~e)', 'not (there is no response yet, or there was an error)'],
  ['!!(~q | ~e)', '(there is no response yet, or there was an error)'],
  ['(a | b) c', '(the URL matches /a/, or the URL matches /b/) and the URL matches /c/'],
  ['a b | c', 'the URL matches /a/ and the URL matches /b/, or the URL matches /c/'],
  ['~dur >2s', 'the duration is over 2000 ms'],
  ['!~size <=1k', 'the size is over 1024 bytes'],
  ['~changed', 'a head was changed on the way'],
  ['!~fault latency', 'no fault named /latency/ was applied'],
  ['~proto ws|sse', 'the protocol is ws or sse'],
  ['!~cassette hit', 'the cassette result is not hit'],
])('%j means: %s', (text, meaning) => {
  expect(explainFilter(parseFilter(text))).toBe(meaning)
})
