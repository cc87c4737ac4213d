import { expect, test } from 'vitest'
import { verbList } from '../../../src/tui/control/verb-list.ts'
import { verbs } from '../../../src/tui/control/verbs.ts'

test('what is listed can be done, and nothing else', () => {
  expect(verbList.map(({ name }) => name).sort()).toEqual(Object.keys(verbs).sort())
  for (const { summary } of verbList) expect(summary).toMatch(/^[A-Z].*\.$/)
})
