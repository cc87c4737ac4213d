import { describe, expect, test } from 'vitest'
import { readQuickRules } from '../../../src/config/rules/quick.ts'
import type { Settings } from '../../../src/config/options.ts'

const read = (settings: Settings) => readQuickRules(settings, { base: '/base', paths: [] })
const first = async (settings: Settings) => {
  const [{ match, chance, cause, do: steps } = { match: '', chance: 0, cause: '', do: [] }] = await read(settings)
  return { match, chance, cause, ...steps[0] }
}

describe('readQuickRules', () => {
  test('block', async () => {
    expect(await first({ blockList: [':~d ads:444'] })).toMatchObject({
      match: '~d ads',
      cause: 'option --block-list',
      action: 'block',
      attributes: { status: 444 },
    })
  })

  test('fault', async () => {
    const attributes = { fault: 'latency', values: { latency: 800, jitter: 0 }, stream: 'upstream' }
    expect(await first({ fault: ['latency:800 up @30% ~d a'] })).toMatchObject({
      match: '~d a',
      chance: 0.3,
      cause: 'option --fault',
      action: 'fault',
      attributes,
    })
  })

  test('map remote, with Python’s groups', async () => {
    expect(await first({ mapRemote: ['|~m GET|a/(.)|b/\\1'] })).toMatchObject({
      match: '~m GET',
      cause: 'option -M',
      attributes: { url: 'a/(.)', to: 'b/$1' },
    })
  })

  test('map local, from the working directory', async () => {
    expect(await first({ mapLocal: ['|a|site'] })).toMatchObject({
      action: 'map_local',
      attributes: { url: 'a', path: '/base/site' },
    })
  })

  test('bodies, with a literal replacement', async () => {
    expect(await first({ modifyBody: ['/~d x/a+/$1\\n'] })).toMatchObject({
      match: '~d x',
      attributes: { request: { body: { replace: [{ pattern: 'a+', with: '$$1\n' }] } } },
    })
  })

  test('the order is that of acting, not of writing', async () => {
    const rules = await read({
      modifyHeaders: ['A: 1'],
      mock: ['/ => 200'],
      mapLocal: ['/a/b'],
      mapRemote: ['/a/b'],
      modifyBody: ['/a/b'],
      fault: ['down'],
      blockList: ['/a/403'],
    })
    expect(rules.map(({ cause }) => cause)).toEqual([
      'option --block-list',
      'option --fault',
      'option -M',
      'option --map-local',
      'option --mock',
      'option -B',
      'option -H',
    ])
  })

  test.each([
    [{ blockList: ['/a/x'] }, '--block-list "/a/x": Expected a status from 200 to 599, or 444 to hang up, got "x".'],
    [{ blockList: ['403'] }, 'Expected /filter/status'],
    [{ fault: ['latnecy:1'] }, '--fault'],
    [{ fault: ['latency:1 ~zz'] }, '~zz'],
    [{ mapRemote: ['/(/b'] }, '-M "/(/b": Expected a regular expression, got "(" (unterminated group).'],
    [{ mapRemote: ['|(?=h)(p+)+!|b'] }, '-M "|(?=h)(p+)+!|b": Expected a regular expression, got "(?=h)(p+)+!" (a rep'],
    [{ modifyBody: ['/(.)\\1(a|b)*c/x'] }, 'a repetition inside a repetition, which is too slow beside look-around'],
    [{ mapLocal: ['/(?i:(a+)+)!/.'] }, 'a repetition inside a repetition'],
    [{ mapLocal: ['a'] }, '--map-local "a": Expected [/filter]/url-regex/path'],
    [{ modifyBody: ['/a'] }, '-B'],
  ] as [Settings, string][])('%j is refused', async (settings, message) => {
    await expect(read(settings)).rejects.toThrowError(message)
  })
})
