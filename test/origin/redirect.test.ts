import { expect, test } from 'vitest'
import { ask } from '../support/origin.ts'

test('every redirect leads to one less, and the last to an answer', async () => {
  const steps: string[] = []
  let path: string | undefined = '/redirect/3'
  for (; path !== undefined;) {
    const { status, field } = await ask(path)
    steps.push(`${path} ${status}`)
    path = field('location')
  }
  expect(steps).toEqual(['/redirect/3 302', '/redirect/2 302', '/redirect/1 302', '/redirect/0 200'])
})
