import { expect, test } from 'vitest'
import { faceSource } from '../../src/cli/face-source.ts'
import type { Session } from '../../src/session/create-session.ts'
import { defaultOptions } from '../../src/model/options.ts'

const world = { pid: 7, env: {}, home: () => '/home/me' }

const session = (view: string) =>
  ({
    options: { ...defaultOptions, view, seed: 'ab', home: '/home' },
    listeners: [{ mode: 'forward', host: '127.0.0.1', port: 1, url: 'http://127.0.0.1:1' }],
    store: {},
    ca: { certFile: '/home/ca.pem', pem: '' },
  }) as unknown as Session

test('a face learns where we listen and which CA signs', () => {
  expect(faceSource(session(''), world, 'mbx').listening).toEqual({
    mode: 'forward',
    url: 'http://127.0.0.1:1',
    port: 1,
    ca: '/home/ca.pem',
    seed: 'ab',
    pid: 7,
  })
  expect(faceSource(session(''), world, 'mbx')).not.toHaveProperty('view')
})

test('the view is a filter, and a broken one is told', () => {
  expect(faceSource(session('~c 404'), world, 'mbx').view).toBeDefined()
  expect(() => faceSource(session('~nonsense'), world, 'mbx')).toThrow(
    expect.objectContaining({ code: 'filter_invalid' }),
  )
})

test('its advice is for this port and this home', () => {
  expect(faceSource(session(''), world, 'mbx').advice).toEqual({
    env: 'eval "$(MIDDLEBOX_HOME=/home mbx ca env -p 1)"',
    trust: 'MIDDLEBOX_HOME=/home mbx ca trust',
    doctor: 'mbx doctor',
  })
})
