/** Paths as routes compare them: without query, and two spellings of one path are one (RFC 3986 §6.2.2). */

/** The path alone; escapes of unreserved characters, dot segments and doubled slashes are undone, since servers do that too. */
export function comparablePath(target: string): string {
  const question = target.indexOf('?')
  const path = question < 0 ? target : target.slice(0, question)
  return path.includes('%') || path.includes('//') || path.includes('/.') ? normalized(path) : path
}

function normalized(path: string): string {
  const plain = path.replace(/%[0-9a-f]{2}/gi, (escape) => {
    const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16))
    return /[A-Za-z0-9\-._~]/.test(character) ? character : escape.toUpperCase()
  })
  const kept: string[] = []
  const segments = plain.split('/').slice(1)
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1
    if (segment === '..') kept.pop()
    if (segment === '..' || segment === '.' || segment === '') {
      if (last) kept.push('')
    } else kept.push(segment)
  }
  return `/${kept.join('/')}`
}

/** Whether the path is the prefix or lies below it: `/api` takes `/api` and `/api/x`, not `/apix`. */
export function isUnder(path: string, prefix: string): boolean {
  if (prefix === '/') return true
  if (!path.startsWith(prefix)) return false
  return path.length === prefix.length || path.charCodeAt(prefix.length) === 47
}

/** The target with `to` in the place of the prefix, the query kept: (`/api/x?y`, `/api`, `/v1`) is `/v1/x?y`. */
export function replacePrefix(target: string, prefix: string, to: string): string {
  const question = target.indexOf('?')
  const query = question < 0 ? '' : target.slice(question)
  const rest = comparablePath(target).slice(prefix === '/' ? 0 : prefix.length)
  const start = to.endsWith('/') && rest !== '' ? to.slice(0, -1) : to
  return (start + rest || '/') + query
}
