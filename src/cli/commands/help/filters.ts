/** `middlebox help filters`: the filter language on one page, from the table of its atoms. */
import { atoms } from '../../../filter/index.ts'
import type { Atom } from '../../../filter/index.ts'
import { wrap } from '../doctor/report.ts'

/** An atom with the argument it takes, as help and the reference write it. */
export function spellAtom({ name, argument, choices = [] }: Atom): string {
  switch (argument) {
    case 'none':
      return `~${name}`
    case 'pattern':
      return `~${name} RE`
    case 'optional pattern':
      return `~${name} [RE]`
    case 'status':
      return `~${name} [OP]CODE`
    case 'duration':
      return `~${name} OP TIME`
    case 'size':
      return `~${name} OP SIZE`
    case 'choice':
      return `~${name} ${choices.join('|')}`
  }
}

const margin = 21
const width = 80

const reading = `Filters say which exchanges are meant: middlebox --view '~d payments & ~c 5xx'

  WORD               the URL matches it, as with ~u
  ! & | ( )          not, and, or, groups; side by side is &
  RE                 a JavaScript regular expression; quote it if it has blanks
  OP                 one of = != > >= < <=; none is =
`

export function filterHelp(): string {
  return `${reading}\n${atoms.map(row).join('')}`
}

function row(atom: Atom): string {
  const spelled = spellAtom(atom)
  const text = wrap(atom.help, margin, width)
  // A long list of words gets a line of its own.
  return spelled.length > margin - 5
    ? `  ${spelled}\n${' '.repeat(margin)}${text}`
    : `  ${spelled}`.padEnd(margin) + text
}
