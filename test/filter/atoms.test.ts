import { expect, test } from 'vitest'
import { atomNamed, atoms } from '../../src/filter/atoms.ts'
import { compileFilter } from '../../src/filter/compile.ts'
import { parseFilter } from '../../src/filter/parse.ts'

test('every atom of the contract is there, once', () => {
  const mitmproxy =
    'a all b bq bs c comment d dns dst e h hq hs http m marked marker meta q replay replayq replays s src t tcp tq ts u udp websocket'
  const ours = 'added cassette changed dur fault mock proto rule size stripped tag tlserr'
  const named = (from: string) => atoms.filter((atom) => atom.from === from).map((atom) => atom.name)
  expect(named('mitmproxy')).toEqual(mitmproxy.split(' '))
  expect(named('middlebox')).toEqual(ours.split(' '))
  expect(new Set(atoms.map((atom) => atom.name)).size).toBe(atoms.length)
})

test.each(atoms.map((atom) => [atom.name, atom] as const))('~%s has an example that is one of it', (name, atom) => {
  expect(parseFilter(atom.example)).toMatchObject({ kind: 'atom', name })
  expect(compileFilter(atom.example).explain()).not.toBe(compileFilter(`!${atom.example}`).explain())
  expect(atom.help).not.toMatch(/\.$/)
  expect(atomNamed(name)).toBe(atom)
})

test('an atom named like something every object has is unknown', () => {
  expect(atomNamed('constructor')).toBeUndefined()
})
