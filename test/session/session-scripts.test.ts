import { expect, test } from 'vitest'
import { systemClock } from '../../src/kit/clock.ts'
import { createSessionScripts } from '../../src/session/session-scripts.ts'
import { contextFor } from '../support/origin.ts'
import { ruleOf } from '../support/rules.ts'
import { scriptFile } from '../support/script.ts'

test('without a rule that names one there is nothing', async () => {
  const scripts = createSessionScripts(systemClock)
  ;(await scripts.prepare([ruleOf('', 'block')])).use()
  expect(scripts.files).toEqual([])
  expect(scripts.on('/fix.ts', contextFor({}).context, () => 0)).toBeUndefined()
  await scripts.close()
})

test('a rule that names one has it loaded', async () => {
  await using file = await scriptFile('export const onRequest = () => {}')
  const scripts = createSessionScripts(systemClock)
  ;(await scripts.prepare([ruleOf('', 'script', { file: file.path })])).use()
  expect(scripts.files).toEqual([file.path])
  expect(scripts.on(file.path, contextFor({}).context, () => 0)).toBeDefined()
  await scripts.close()
})
