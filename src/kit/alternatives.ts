/** Words as a choice in English: `a`, `a or b`, `a, b, or c`. Not Intl.ListFormat, which costs every start 15 ms of ICU. */

export function alternatives(words: readonly string[]): string {
  if (words.length < 3) return words.join(' or ')
  return `${words.slice(0, -1).join(', ')}, or ${words.at(-1)}`
}
