import { describe, expect, test } from 'vitest'
import { ask, clock } from '../support/origin.ts'

/** Lets everything that waits only for other promises come as far as it can. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('/delay/N', () => {
  test.each([
    ['/delay/500', 500],
    ['/delay/2s', 2000],
  ])('%s is answered after %i ms and not before', async (path, ms) => {
    let answered = false
    const answer = ask(path).then((one) => ((answered = true), one))
    await turn()
    clock.advance(ms - 1)
    await turn()
    expect(answered).toBe(false)
    clock.advance(1)
    expect((await answer).text).toBe(`Answered after ${ms} ms\n`)
  })

  test('waits no longer when the client goes', async () => {
    const client = new AbortController()
    const answer = ask('/delay/60000', { signal: client.signal })
    await turn()
    client.abort()
    expect((await answer).status).toBe(200)
  })

  test.each(['60001', '2m', 'soon', ''])("'%s' is refused", async (text) => {
    expect((await ask(`/delay/${text}`)).status).toBe(400)
  })
})
