/** Rule 7: the generated pages are what the code says now, and no error goes undocumented. */
import { describe, expect, test } from 'vitest'
import { pages } from '../../scripts/docs/pages.ts'
import { errors } from '../../src/model/errors.ts'
import { listFiles, read } from './tree.ts'

describe('generated docs', () => {
  test.each(pages)('$path is current; otherwise run "npm run docs"', async ({ path, render }) => {
    expect(listFiles(path.split('/')[0]!)).toContain(path)
    expect(read(path).text).toBe(await render())
  })

  test('every error code has its row', () => {
    const { text } = read('docs/reference/errors.md')
    expect(Object.keys(errors).filter((code) => !text.includes(`\`${code}\``))).toEqual([])
  })
})
