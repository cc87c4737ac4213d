/** Where a listener is for the programs of its own machine: an address that means all of them is none to connect to. */

export function reachable(url: string): string {
  return url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:')
}

/** The same with TLS, by the name that people type into a browser. */
export function secureUrl(url: string): string {
  return `${reachable(url)
    .replace(/^http:\/\/(127\.0\.0\.1|\[::1\])(?=:|$)/, 'http://localhost')
    .replace(/^http:/, 'https:')}/`
}
