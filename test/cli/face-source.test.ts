import { expect, test } from 'vitest'
import { faceSource } from '../../src/cli/face-source.ts'
import type { Session } from '../../src/session/create-session.ts'
import { defaultOptions } from '../../src/model/options.ts'

const session = (view: string) =>
  ({
    options: { ...defaultOptions, view, seed: 'ab', home: '/home' },
    listeners: [{ mode: 'forward', host: '127.0.0.1', port: 1, url: 'http://127.0.0.1:1' }],
    store: {},
    ca: { certFile: '/home/ca.pem', pem: '' },
  }) as unknown as Session

test('a face learns where we listen and which CA signs', () => {
  expect(faceSource(session(''), { pid: 7 }).listening).toEqual({
    mode: 'forward',
    url: 'http://127.0.0.1:1',
    port: 1,
    ca: '/home/ca.pem',
    seed: 'ab',
    pid: 7,
  })
  expect(faceSource(session(''), { pid: 7 })).not.toHaveProperty('view')
})

test('the view is a filter, and a broken one is told', () => {
  expect(faceSource(session('~c 404'), { pid: 7 }).view).toBeDefined()
  expect(() => faceSource(session('~nonsense'), { pid: 7 })).toThrow(
    expect.objectContaining({ code: 'filter_invalid' }),
  )
})
