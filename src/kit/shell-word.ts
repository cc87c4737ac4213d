/** Text as one word of a POSIX shell, to be pasted: nothing is special between single quotes but the quote (XCU 2.2.2). */

export function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
