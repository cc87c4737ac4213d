import { expect, test } from 'vitest'
import { verbList } from '../../../src/tui/control/verb-list.ts'
import { bindings } from '../../../src/tui/keys/bindings.ts'

test('in one place no key does two things', () => {
  const seen = bindings.flatMap(({ context, keys }) => keys.map((key) => `${context} ${key}`))
  expect(seen.filter((one, index) => seen.indexOf(one) !== index)).toEqual([])
})

test("mitmproxy's keys do what they do there", () => {
  const line = (key: string) => bindings.find(({ context, keys }) => context !== 'detail' && keys.includes(key))?.line
  const theirs = {
    j: 'move down',
    G: 'move last',
    enter: 'open',
    f: 'filter',
    i: 'intercept',
    I: 'intercept-toggle',
    a: 'resume',
    A: 'resume-all',
  }
  const more = {
    r: 'replay',
    e: 'edit',
    m: 'mark',
    M: 'marked-only',
    o: 'order',
    v: 'reverse',
    F: 'follow',
    z: 'clear',
    d: 'delete',
    X: 'drop',
    E: 'log',
  }
  for (const [key, wanted] of Object.entries({ ...theirs, ...more })) expect([key, line(key)]).toEqual([key, wanted])
})

test('a line begins with a verb of the screen, or is a command of the session', () => {
  const verbs = new Set<string>(verbList.map(({ name }) => name))
  const commands = [
    'replay',
    'mock-from',
    'resume',
    'resume-all',
    'drop',
    'duplicate',
    'delete',
    'save-body',
    'clear',
    'save-har',
    'load-har',
    'rule-undo',
  ]
  for (const { line } of bindings) expect([...verbs, ...commands]).toContain(line.split(' ')[0])
})
