import { expect, test } from 'vitest'
import { adviceFor } from '../../src/cli/advice.ts'

const world = { env: { XDG_DATA_HOME: '/data' }, home: () => '/home/me' }

test('nothing is said that is the default', () => {
  expect(adviceFor({ port: 8080, home: '/data/middlebox' }, world, 'middlebox')).toEqual({
    env: 'eval "$(middlebox ca env)"',
    doctor: 'middlebox doctor',
  })
})

test('another port and another home are carried along', () => {
  expect(adviceFor({ port: 8081, home: '/my ca' }, world, 'node bin/middlebox.js').env).toBe(
    `eval "$(MIDDLEBOX_HOME='/my ca' node bin/middlebox.js ca env -p 8081)"`,
  )
})
