/** `map_remote`: another URL is asked for, made from the one that the client asked for (mitmproxy's map_remote). */
import { defineAction } from './action.ts'
import { rewriteUrl } from './rewrite/rewrite-url.ts'

export const mapRemote = defineAction<{ url: string; to: string }>({
  name: 'map_remote',
  summary: 'asks for another URL, made from the one asked for',
  example: "{ url: '^https://api\\.test/v1/', to: 'http://localhost:4000/' }",
  attributes: {
    url: { kind: 'pattern', required: true, summary: 'a regular expression, replaced wherever it matches in the URL' },
    to: { kind: 'text', required: true, summary: 'what to put there; $1 and $<name> stand for groups' },
  },
  latest: () => 'request',
  explain: ({ url, to }) => `replace /${url}/ in the URL by ${to}`,
  prepare({ url, to }) {
    const replacements = [{ pattern: url, with: to }]
    return { request: (request, tools) => rewriteUrl(request, replacements, tools) }
  },
})
