/** Names of files that are answers: `42.json`, `42.POST.201.json`, `index.html`, each also with `.hbs` as a template. */

export type FileName = {
  /** The last segment of the path that it answers. */
  stem: string
  /** Absent = GET and HEAD. */
  method?: string
  status?: number
}

export function parseFileName(name: string): FileName {
  const plain = name.endsWith('.hbs') ? name.slice(0, -'.hbs'.length) : name
  const [, rest = plain, status] = /^(.+?)(?:\.([2-5]\d\d))?(?:\.[^.]+)?$/.exec(plain) ?? []
  const [, stem = rest, method] = /^(.+?)(?:\.([A-Z]{3,}))?$/.exec(rest) ?? []
  return { stem, ...(method !== undefined && { method }), ...(status !== undefined && { status: Number(status) }) }
}
