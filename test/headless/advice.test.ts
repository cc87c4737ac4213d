import { expect, test } from 'vitest'
import { explainNothing, plainAdvice } from '../../src/headless/advice.ts'

test('nothing seen leads to the doctor, by the name it has here', () => {
  expect(explainNothing(plainAdvice)).toBe('no client used the proxy; middlebox doctor tells which would')
  expect(explainNothing({ ...plainAdvice, doctor: 'mbx doctor' })).toContain('mbx doctor')
})
