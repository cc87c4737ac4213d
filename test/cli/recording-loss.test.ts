import { expect, test } from 'vitest'
import { tellRecordingLoss } from '../../src/cli/recording-loss.ts'
import { createTestWorld } from '../support/cli-world.ts'

test('a loss is the last line, and the exit code', () => {
  const world = createTestWorld()
  expect(tellRecordingLoss({}, world)).toBe(0)
  expect(tellRecordingLoss({ recording: { loss: undefined } }, world)).toBe(0)
  expect(world.err).toBe('')
  expect(tellRecordingLoss({ recording: { loss: 'f.har is not complete: ENOSPC' } }, world)).toBe(1)
  expect(world.err).toBe('middlebox: f.har is not complete: ENOSPC\n')
})
