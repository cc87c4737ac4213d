import { expect, test } from 'vitest'
import { parseContentType } from '../../../src/content/media-type.ts'
import { css } from '../../../src/content/views/css.ts'
import { bytesOf, kindsOf, openView } from '../../support/content.ts'

test('fits and highlights style sheets', async () => {
  expect(css.fits(parseContentType('text/css'), bytesOf(''))).toBeGreaterThan(0.8)
  expect(css.fits(parseContentType('text/html'), bytesOf(''))).toBe(0)
  const document = await openView(css, 'a { color: "x" }', 'text/css')
  expect(kindsOf(document.rows(0, 1, 80)[0]!)).toEqual(['key:color', 'string:"x"'])
})
