import { describe, expect, test } from 'vitest'
import { reportError } from '../../src/cli/report-error.ts'
import { errors, MiddleboxError } from '../../src/model/errors.ts'
import { createTestWorld } from '../support/cli-world.ts'

const report = (error: unknown, verbose = false) => {
  const world = createTestWorld()
  return { code: reportError(error, world, verbose), err: world.err }
}

describe('reportError', () => {
  test('the message, the hint, and the code of the table', () => {
    const error = new MiddleboxError('port_taken', 'Port 1 is in use.')
    expect(report(error)).toEqual({ code: 1, err: `middlebox: Port 1 is in use.\n  ${errors.port_taken.hint}\n` })
  })

  test('without a hint it is one line', () => {
    expect(report(new MiddleboxError('usage', 'No.', ''))).toEqual({ code: 2, err: 'middlebox: No.\n' })
  })

  test('a defect says so, and its stack only when asked for', () => {
    const error = new TypeError('x is not a function', { cause: new Error('deeper') })
    expect(report(error)).toEqual({
      code: 1,
      err: `middlebox: Defect: x is not a function\n  ${errors.internal.hint}\n`,
    })
    expect(report(error, true).err).toMatch(/report-error\.test\.ts[\s\S]*Caused by: Error: deeper/)
    expect(report('text').err).toMatch(/^middlebox: Defect: text\n/)
  })
})

test('the hint has the name by which we were called', () => {
  const world = createTestWorld()
  reportError(new MiddleboxError('ca_invalid', 'Expected a CA, got none.'), world, false, 'node bin/middlebox.js')
  expect(world.err).toContain('  node bin/middlebox.js ca rotate makes a new CA.\n')
})
