import { expect, test } from 'vitest'
import { parseContentType } from '../../../src/content/media-type.ts'
import { javascript } from '../../../src/content/views/javascript.ts'
import { bytesOf, kindsOf, openView } from '../../support/content.ts'

test.each(['text/javascript', 'application/x-javascript', 'application/typescript'])('fits %s', (type) => {
  expect(javascript.fits(parseContentType(type), bytesOf(''))).toBeGreaterThan(0.8)
  expect(javascript.fits(parseContentType('text/plain'), bytesOf(''))).toBe(0)
})

test('is highlighted, in its charset', async () => {
  const document = await openView(
    javascript,
    Uint8Array.from("let a = 'é'", (character) => character.charCodeAt(0)),
    'text/javascript; charset=latin1',
  )
  expect(kindsOf(document.rows(0, 1, 80)[0]!)).toEqual(['keyword:let', "string:'é'"])
})
