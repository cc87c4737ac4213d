/** The project's pages as the docs tests read them: links, headings, and code. */
import { listFiles, read, type File } from '../house/tree.ts'

/** README and its neighbours, and everything below docs/. */
export function pages(): File[] {
  return [...listFiles('.', /^[A-Z]+\.md$/), ...listFiles('docs', /\.md$/), ...listFiles('test/bench', /\.md$/)]
    .filter((path, index, all) => all.indexOf(path) === index)
    .map(read)
}

/** Without fenced blocks and code spans, in which brackets are no links. */
function prose(text: string): string {
  return text.replace(/^```[^]*?^```/gm, '').replace(/`[^`\n]*`/g, 'code')
}

/** The targets of links, as written. */
export function links(text: string): string[] {
  return [...prose(text).matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)].map((match) => match[1]!)
}

/** The names by which headings can be linked to, as GitHub makes them. */
export function anchors(text: string): string[] {
  const headings = text.replace(/^```[^]*?^```/gm, '').matchAll(/^#+ (.*)$/gm)
  return [...headings].map((match) =>
    match[1]!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** Lines of fenced blocks, and code spans of everything else. */
export function code(text: string): { lines: string[]; spans: string[] } {
  const lines = [...text.matchAll(/^```\w*\n([^]*?)^```/gm)].flatMap((match) => match[1]!.split('\n'))
  const spans = [...text.replace(/^```[^]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map((match) => match[1]!)
  return { lines, spans }
}
