/** The table of all atoms: the parser, the reference page and completion read it. */
import type { Atom } from './atom.ts'
import { addressAtoms } from './atoms/address.ts'
import { bodyAtoms } from './atoms/body.ts'
import { headAtoms } from './atoms/head.ts'
import { kindAtoms } from './atoms/kind.ts'
import { ledgerAtoms } from './atoms/ledger.ts'
import { measureAtoms } from './atoms/measure.ts'
import { noteAtoms } from './atoms/note.ts'

/** By name. */
export const atoms: readonly Atom[] = [
  ...addressAtoms,
  ...bodyAtoms,
  ...headAtoms,
  ...kindAtoms,
  ...ledgerAtoms,
  ...measureAtoms,
  ...noteAtoms,
].toSorted((a, b) => (a.name < b.name ? -1 : 1))

const byName = new Map(atoms.map((atom) => [atom.name, atom]))

export function atomNamed(name: string): Atom | undefined {
  return byName.get(name)
}
