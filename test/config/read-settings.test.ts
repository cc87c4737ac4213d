import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { locateEntries } from '../../src/config/located.ts'
import { readSettings } from '../../src/config/read-settings.ts'

const base = resolve('/base')
const read = (said: object) => readSettings({ base, entries: locateEntries(said, 'c: ') })

describe('readSettings', () => {
  test('takes values of every shape', () => {
    const said = {
      listenPort: 9000,
      allowClients: '192.0.2.0/24, 198.51.100.7',
      ignoreHosts: ['a', 'b'],
      allowHosts: 'c{1,2}',
      insecure: true,
      cert: ['a.pem', 'api.test=b.pem'],
      limits: { headBytes: '128k', headTimeout: '5s' },
    }
    expect(read(said)).toEqual({
      settings: {
        listenPort: 9000,
        allowClients: ['192.0.2.0/24', '198.51.100.7/32'],
        ignoreHosts: ['a', 'b'],
        allowHosts: ['c{1,2}'],
        insecure: true,
        cert: [{ file: resolve('/base/a.pem') }, { host: 'api.test', file: resolve('/base/b.pem') }],
      },
      limits: { headBytes: 131_072, headTimeout: 5000 },
    })
  })

  test('what is not said is not there', () => {
    expect(read({})).toEqual({ settings: {}, limits: {} })
  })

  test.each<[object, string]>([
    [{ listenPort: '80a' }, 'c: listenPort: Expected a port from 0 to 65535, got "80a".'],
    [{ listenPort: [1] }, 'c: listenPort: Expected a port from 0 to 65535, got a list.'],
    [{ listenPort: null }, 'c: listenPort: Expected a port from 0 to 65535, got nothing.'],
    [
      { ignoreHosts: '(?=a)(a+)+:' },
      'c: ignoreHosts: Expected a regular expression, got "(?=a)(a+)+:" (a repetition inside a repetition, which is too slow beside look-around, references or counts over 16: leave out one or the other; see character 8).',
    ],
    [{ ignoreHosts: ['ok', '('] }, 'c: ignoreHosts[1]: Expected a regular expression, got "(" (unterminated group).'],
    [
      { limits: { headTimeout: 5 } },
      'c: limits.headTimeout: Expected a duration such as 500ms, 30s or 1m30s, got 5 (the unit is missing).',
    ],
    [{ limits: [] }, 'c: limits: Expected a map of limits, got a list.'],
    [{ limits: { headByte: 1 } }, 'c: limits.headByte: Expected a limit, got "headByte"; did you mean headBytes?'],
    [{ listenprt: 1 }, 'c: listenprt: Expected an option, got "listenprt"; did you mean listenPort?'],
    [{ constructor: 1 }, 'c: constructor: Expected an option, got "constructor".'],
    [{ zzzzzz: 1 }, 'c: zzzzzz: Expected an option, got "zzzzzz".'],
  ])('%j is refused', (said, message) => {
    expect(() => read(said)).toThrowError(expect.objectContaining({ code: 'config_invalid', message }))
  })

  test('a key nothing is near to is answered with all there are', () => {
    expect(() => read({ zzzzzz: 1 })).toThrowError(
      expect.objectContaining({ hint: expect.stringContaining('listenPort, listenHost') }),
    )
  })

  test('keys of later versions are told as such', () => {
    const error = expect.objectContaining({
      code: 'not_in_this_version',
      message: 'c: cassette: cassette is not in this version.',
    })
    expect(() => read({ cassette: 'a.har' })).toThrowError(error)
    expect(read({ reverse: [] }).reverse).toMatchObject({ base: expect.any(String), value: { kind: 'list' } })
  })
})
