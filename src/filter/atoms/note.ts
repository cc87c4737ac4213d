/** Atoms about what people and rules noted: ~marked ~marker ~comment ~tag ~meta. */
import type { Exchange } from '../../model/exchange.ts'
import { flag, search } from '../atom.ts'
import type { Atom } from '../atom.ts'

export const noteAtoms: readonly Atom[] = [
  flag({
    name: 'marked',
    from: 'mitmproxy',
    help: 'has a mark',
    phase: 'request-head',
    yes: 'it is marked',
    no: 'it is not marked',
    tests: { exchange: ({ marked }) => marked !== undefined && marked !== '' },
  }),
  search({
    name: 'marker',
    from: 'mitmproxy',
    help: 'the mark',
    example: '~marker :red_circle:',
    phase: 'request-head',
    subject: 'the mark',
    tests: (pattern) => ({ exchange: ({ marked }) => pattern.test(marked ?? '') }),
  }),
  search({
    name: 'comment',
    from: 'mitmproxy',
    help: 'the comment',
    example: '~comment "look at this"',
    phase: 'request-head',
    flags: { multiline: true },
    subject: 'the comment',
    tests: (pattern) => ({ exchange: ({ comment }) => pattern.test(comment ?? '') }),
  }),
  search({
    name: 'tag',
    from: 'middlebox',
    help: 'a tag set by a rule, a script or by hand',
    example: '~tag ^slow$',
    phase: 'request-head',
    subject: 'a tag',
    tests: (pattern) => ({ exchange: ({ tags }) => tags?.some((tag) => pattern.test(tag)) ?? false }),
  }),
  search({
    name: 'meta',
    from: 'mitmproxy',
    help: 'line `name: value` of what is noted about it: id, parent, kind, mode, replay-of, profile, tag',
    example: '~meta "^mode: reverse$"',
    phase: 'request-head',
    flags: { multiline: true },
    subject: 'a note',
    tests: (pattern) => ({ exchange: (exchange) => pattern.test(notes(exchange)) }),
  }),
]

function notes({ id, parent, kind, mode, replayOf, profiles, tags }: Partial<Exchange>): string {
  const one = { id, parent, kind, mode, 'replay-of': replayOf }
  const lines = Object.entries(one).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))
  for (const profile of profiles ?? []) lines.push(`profile: ${profile}`)
  for (const tag of tags ?? []) lines.push(`tag: ${tag}`)
  return lines.join('\n')
}
