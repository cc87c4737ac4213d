import { expect, test } from 'vitest'
import { options } from '../../../src/config/options.ts'
import { controlOptions } from '../../../src/config/options/control.ts'

test('the control API is an option of whatever passes traffic on', () => {
  expect(options).toMatchObject(controlOptions)
  expect(controlOptions.api.commands).toEqual(['forward', 'reverse', 'run'])
  expect(controlOptions.api.kind.read('9090', { where: '', base: '' })).toEqual({ host: '127.0.0.1', port: 9090 })
})
