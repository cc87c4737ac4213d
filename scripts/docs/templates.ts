/** The reference page of templates, from the table of their helpers. */
import { helpers } from '../../src/actions/template/compile.ts'

const cell = (text: string) => text.replaceAll('|', '\\|')

const data = [
  ['`request.method`', 'the method'],
  ['`request.url`, `request.fullUrl`', 'path and query; the absolute URL'],
  ['`request.scheme`, `request.host`, `request.port`, `request.baseUrl`', 'the parts before the path'],
  ['`request.path`, `request.path.[0]`', 'the path; its segments from 0'],
  ['`request.query.name`, `request.query.name.[1]`', 'a query parameter; its second value'],
  ['`request.headers.X-Name`, `request.headers.X-Name.[1]`', 'a header field; its second value'],
  ['`request.cookies.name`', 'a cookie'],
  ['`request.body`', 'the body as text, up to 1 MiB, its content coding undone'],
  ['`request.json.a.b`', 'a member of a JSON body'],
] as const

export function renderTemplates(): string {
  return `<!-- Written by "npm run docs" from src/actions/template. -->

# Templates

A template is [Handlebars](https://handlebarsjs.com) with WireMock's names. It is the \`template:\` of
[respond](rules.md#respond), or a file whose name ends in \`.hbs\` (\`user.json.hbs\` is JSON). The header values beside it are
templates too. Nothing is escaped: \`{{json value}}\` makes a JSON text with its quotes.

\`\`\`yaml
- match: ~m POST & ~u /users$
  do:
    respond:
      status: 201
      headers: { Location: '/users/{{counter "users"}}', Content-Type: application/json }
      template: '{"name": {{json request.json.name}}, "at": "{{now}}", "token": "{{randomValue type=''UUID''}}"}'
\`\`\`

## Request data

| name | what it is |
| --- | --- |
${data.map(([name, what]) => `| ${name} | ${what} |`).join('\n')}

Inside \`{{#each}}\` and \`{{#with}}\` the request is \`@root.request\`.

## Helpers

Besides Handlebars' own \`if\`, \`unless\`, \`each\`, \`with\` and \`lookup\`:

| helper | as in | what it gives |
| --- | --- | --- |
${helpers.map(({ name, usage, summary }) => `| \`${name}\` | \`${cell(usage)}\` | ${cell(summary)} |`).join('\n')}

## Limits

There are no partials and no decorators, so nothing includes itself, and prototypes are out of reach. A rendering ends with an
error after 100,000 steps, 4 MiB of text or 250 ms: the client gets a 500 that says why, and the proxy goes on. What a client
sends is data and never a template; a header value that would have control characters is refused. Random values come from
\`--seed\`, the rule, and the request, so that a run can be repeated.
`
}
