import { describe, expect, test } from 'vitest'
import { findPage, pages } from '../../src/origin/pages.ts'

describe('a path finds its page', () => {
  test.each([
    ['/', '/', ''],
    ['/echo', '/echo', ''],
    ['/echo/', '/echo', ''],
    ['/echo/raw', '/echo/raw', ''],
    ['/bytes/10', '/bytes/N', '10'],
    ['/bytes/10/', '/bytes/N', '10'],
    ['/bytes', '/bytes/N', ''],
    ['/bytes/N', '/bytes/N', 'N'],
  ])('%s', (path, page, argument) => {
    const found = findPage(path)
    expect({ page: found?.page.path, argument: found?.argument }).toEqual({ page, argument })
  })

  test.each(['', '//', '/Echo', '/echo/raws', '/bytes/1/2', '/bytesx', '/N', '/constructor', '*'])(
    "'%s' finds none",
    (path) => {
      expect(findPage(path)).toBeUndefined()
    },
  )
})

test('every example leads to its own page', () => {
  for (const page of pages) expect(findPage(page.example)?.page).toBe(page)
})

test('summaries are one line without a full stop', () => {
  for (const { summary } of pages) expect(summary).toMatch(/^[^\n]{10,90}[^.\n]$/)
})
