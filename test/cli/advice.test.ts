import { expect, test } from 'vitest'
import { adviceFor } from '../../src/cli/advice.ts'

const world = { env: { XDG_DATA_HOME: '/data' }, home: () => '/home/me' }

const forward = (port: number) => ({ mode: 'forward', port }) as const
const reverse = { mode: 'reverse', port: 8000 } as const

test('nothing is said that is the default', () => {
  expect(adviceFor({ listeners: [forward(8080)], home: '/data/middlebox' }, world, 'middlebox')).toEqual({
    env: 'eval "$(middlebox ca env)"',
    trust: 'middlebox ca trust',
    doctor: 'middlebox doctor',
  })
})

test('another port and another home are carried along', () => {
  const advice = adviceFor({ listeners: [forward(8081)], home: '/my ca' }, world, 'node bin/middlebox.js')
  expect(advice).toMatchObject({
    env: `eval "$(MIDDLEBOX_HOME='/my ca' node bin/middlebox.js ca env -p 8081)"`,
    trust: `MIDDLEBOX_HOME='/my ca' node bin/middlebox.js ca trust`,
  })
})

test('no shell is sent to a reverse listener', () => {
  const { env } = adviceFor({ listeners: [reverse, forward(8081)], home: '/data/middlebox' }, world, 'mbx')
  expect(env).toBe('eval "$(mbx ca env -p 8081)"')
  expect(adviceFor({ listeners: [reverse], home: '/data/middlebox' }, world, 'mbx').env).not.toContain('8000')
})
