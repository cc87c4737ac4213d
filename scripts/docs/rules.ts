/** The reference page of rules, from the tables in src/actions and src/config/rules. */
import { type AttributeSpec, type AttributeTable, actions } from '../../src/actions/index.ts'
import { ruleKeys } from '../../src/config/rules/read-rules.ts'

const cell = (text: string) => text.replaceAll('|', '\\|')

function valueOf(spec: AttributeSpec): string {
  switch (spec.kind) {
    case 'integer':
      return `${spec.min} to ${spec.max}`
    case 'text':
      return 'text'
    case 'template':
      return 'template'
    case 'entry':
      return 'file.har#entry'
    case 'boolean':
      return 'true or false'
    case 'choice':
      return spec.choices.join(', ')
    case 'duration':
      return 'duration'
    case 'pattern':
      return 'regular expression'
    case 'url':
      return 'URL'
    case 'path':
      return spec.must
    case 'json':
      return 'JSON'
    case 'fields':
      return 'names with values'
    case 'renames':
      return 'names with names'
    case 'names':
      return 'one name or several'
    case 'texts':
      return 'one text or several'
    case 'operations':
      return 'list of operations'
    case 'group':
      return spec.many ? 'one map or several' : 'map'
  }
}

function rows(table: AttributeTable, before = ''): string[] {
  return Object.entries(table).flatMap(([name, spec]) => [
    `| \`${before}${name}\` | ${valueOf(spec)} | ${cell(spec.summary)}${spec.required ? ' (must be given)' : ''} |`,
    ...(spec.kind === 'group' ? rows(spec.attributes, `${before}${name}.`) : []),
  ])
}

const moments = {
  request: 'request',
  response: 'request, or in place of the response',
  end: 'any time, the end included',
}

export function renderRules(): string {
  const sections = actions.map(
    ({ name, summary, example, attributes, latest }) => `### ${name}

It ${summary}. When: ${name === 'rewrite' ? 'request for `request`, response for `response`' : moments[latest({})]}.

\`\`\`yaml
- ${name}: ${example}
\`\`\`

| attribute | value | meaning |
| --- | --- | --- |
${rows(attributes).join('\n')}
`,
  )
  const keys = Object.entries(ruleKeys).map(([key, meaning]) => `| \`${key}\` | ${cell(meaning)} |`)
  return `<!-- Written by "npm run docs" from src/actions and src/config/rules. -->

# Rules

A rule is a filter (\`match\`), what to do, and how often. Rules stand in a file (\`--rules F\`, YAML, JSON, TypeScript or
JavaScript with a default export), under \`rules:\` in the config file, or in short form in the options \`-H -B -M --map-local --block-list
--mock --fault\`. Quick options act first, then rule files, then the config file, then the scripts of \`-s\`; within a place, the order is that of writing.
\`schema/rules.schema.json\` describes rule files to editors.

\`\`\`yaml
- name: payments are slow
  match: "~d payments & ~m POST"
  chance: 30%
  do:
    - fault: { latency: { latency: 800, jitter: 200 } }
    - tag: slow
\`\`\`

| key | meaning |
| --- | --- |
${keys.join('\n')}

\`middlebox rules check F\` says whether a file is right and what each rule does; \`middlebox rules explain F URL\` says which rules
match a request, and why.

## How rules act

- Filters see the request as the client sent it and the response as the upstream sent it, whatever other rules change.
- On the way up actions act in order until one answers. On the way down the response is changed by all rules, again in order;
  answers of \`respond\` and \`map_local\` are changed too.
- A filter is decided in its phase (see [filters](filters.md)). An action that would come before it is an error when the rules are loaded.
- Filters on bodies wait for the body, up to 1 MiB of it; Server-Sent Events are never waited for.
- A CONNECT is matched only by rules whose filter names the method CONNECT; what is asked inside the tunnel is matched as any request.
- \`after\`, \`first\` and \`every\` count matching requests in the order of their arrival: \`after\` first, then \`first\` and \`every\`
  among the rest. \`times\` counts when it acted.
- \`chance\` is drawn from the seed, the rule's name, the request's method, URL and Idempotency-Key, and how often that came before: the same
  seed and requests draw the same at any concurrency. The draws stand in the NDJSON.
- Bodies over 16 MiB, or in a coding that cannot be undone, are not rewritten; a warning says so.
- Regular expressions of actions are JavaScript's. Those with look-around, references or counts over 16 are refused with a repetition
  inside another, and with several repetitions they leave long texts as they are, with a warning, so that none stalls the proxy.
- What the record of an exchange says of a rule, it did: a rule whose turn never came, since another answered before it, is there only
  with its draw, if it drew.
- A scenario (\`scenario: steady 10s, outage 5s, brownout 20s p=0.3, recover\` beside \`rules:\`, or \`--scenario\`) is a row of phases on the
  session's clock: \`NAME [DURATION] [p=SHARE] [first=N] [up=TIME down=TIME]\`, with \`repeat\` at the end to begin again. \`schedule: { phase: outage }\`
  acts in that phase, or in one of a list; \`p\` multiplies the chance, \`first\` counts in each run of the phase, and a phase with \`up\` and
  \`down\` acts while it is down ([the guide](../guides/outages.md)).
- Rules of one \`group\` share their draw, made from the seed, the group's name and the number of the period since the start: with equal
  chances all of them act or none.
- Toxiproxy's faults, and those of the dial, also act on tunnels that nobody looks into, when the filter asks for no more than \`~d\`, \`~src\` and \`~dst\`.
- \`requires\` and \`sets\` are states by name, one for all requests. A rule sets its states when it is its turn to act: who answers
  first keeps those after it from it. A state that nobody has set is \`Started\`.
- A sequence counts the answers it gave. It begins anew when its rule is changed, and goes on when only others are.
- Changed files take effect at once, those that answers are made from too (templates, folders, OpenAPI documents, HAR files); when something is wrong in them, the last good rules stay and a warning says what.

## Actions

${sections.join('\n')}
### fault

It injects a fault: its name alone, its short form, or a map with its options. \`stream: upstream\` beside it turns it around. See
[faults](faults.md).

\`\`\`yaml
- fault: { latency: { latency: 800, jitter: 200 } }
- fault: 'latency:800,jitter=200 up'
- fault: { bandwidth: 50, stream: upstream }
\`\`\`
`
}
