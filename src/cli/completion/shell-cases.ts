/** Pieces that the bash and the zsh script share: both decide with `case` on the command's path and the word before. */
import type { CompletionNode } from './tree.ts'

export function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/** Patterns of every option that takes a value, as `path|--option`. */
export function valuePatterns(nodes: readonly CompletionNode[]): string[] {
  return nodes.flatMap(({ path, options }) =>
    options
      .filter(({ value }) => value !== 'none')
      .flatMap(({ spellings }) => spellings.map((one) => quote(`${path}|${one}`))),
  )
}

/** Patterns of every command that has a parent, as `path name`. */
export function commandPatterns(nodes: readonly CompletionNode[]): string[] {
  return nodes.flatMap(({ path, commands }) => commands.map(({ name }) => quote(`${path} ${name}`.trim())))
}

/** One `case` arm per kind of value; the arms return. */
export function valueArms(
  nodes: readonly CompletionNode[],
  words: (list: readonly string[]) => string,
  files: string,
): string[] {
  const arms = new Map<string, string[]>()
  for (const { path, options } of nodes) {
    for (const option of options) {
      if (option.value === 'none') continue
      const act = option.value === 'word' ? words(option.words) : option.value === 'file' ? files : ':'
      const patterns = option.spellings.map((one) => quote(`${path}|${one}`))
      arms.set(act, [...(arms.get(act) ?? []), ...patterns])
    }
  }
  return [...arms].map(([act, patterns]) => `    ${patterns.join('|')}) ${act}; return ;;`)
}
