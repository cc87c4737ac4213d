/** Rules made while the session runs: read as those of files are, named apart from the others, and put last. */
import type { RuleDefinition } from '../../../model/rule.ts'
import type { RuleBook } from '../../rule-book.ts'

/** Their names, which get a number where they are taken. @throws MiddleboxError rule_invalid, filter_invalid */
export async function addRules(book: RuleBook, added: readonly RuleDefinition[]): Promise<{ rules: string[] }> {
  let named: RuleDefinition[] = []
  await book.change((all) => {
    const taken = new Set(all.map(({ name }) => name))
    named = added.map((rule) => {
      const name = freeName(rule.name, taken)
      taken.add(name)
      return { ...rule, name }
    })
    return [...all, ...named]
  })
  return { rules: named.map(({ name }) => name) }
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name
  let number = 2
  while (taken.has(`${name} #${number}`)) number++
  return `${name} #${number}`
}
