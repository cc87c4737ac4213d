import { describe, expect, test } from 'vitest'
import { ask } from '../support/origin.ts'

describe('a number in a path', () => {
  test.each([
    ['/redirect/0', 200],
    ['/redirect/100', 302],
    ['/redirect/007', 302],
    ['/redirect/101', 400],
    ['/redirect/-1', 400],
    ['/redirect/1.5', 400],
    ['/redirect/1e1', 400],
    ['/redirect/0x1', 400],
    ['/redirect/', 400],
    ['/redirect/%31', 400],
    ['/redirect/9999999999999999999999', 400],
  ])('%s is answered %i', async (path, status) => {
    expect((await ask(path)).status).toBe(status)
  })

  test('that is wrong is answered with what was expected and what came', async () => {
    expect((await ask('/redirect/many')).text).toBe(
      "Expected /redirect/N with N a whole number from 0 to 100, got 'many'\n",
    )
    expect((await ask('/redirect')).text).toMatch(/, got nothing\n$/)
  })
})

test('a wrong number in a query names its parameter', async () => {
  expect((await ask('/sse?count=x')).text).toBe(
    "Expected /sse?count=N with N a whole number from 0 to 1000000000, got 'x'\n",
  )
  expect((await ask('/sse?interval=0')).text).toMatch(/^Expected \/sse\?interval=N with N milliseconds from 1 to 60000/)
  expect((await ask('/sse?count=')).text).toMatch(/, got nothing\n$/)
})
