/** What is said of an image that ends early. */

/** For lines that are there; those that are not are transparent. */
export function cutAfter(lines: number, height: number): { cut?: string } {
  if (lines >= height) return {}
  const there = lines === 0 ? 'none' : `the first ${lines}`
  return { cut: `the image ends early: ${there} of its ${height} lines ${lines === 1 ? 'is' : 'are'} there` }
}
