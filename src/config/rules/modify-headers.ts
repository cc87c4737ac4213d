/** `-H`: mitmproxy's modify_headers when it begins with a separator, else a header field of requests as with curl. */
import { readFileValue } from './file-value.ts'
import { byteText, isFieldName, isFieldValue } from '../../formats/request-parts.ts'
import { invalid } from '../../kit/option-table.ts'
import type { RuleDefinition } from '../../model/rule.ts'
import { quickRule } from './quick-rule.ts'
import { bothWays } from './both-ways.ts'
import { readSpec } from './spec.ts'

type HeaderSpec = { text: string; filter: string; name: string; value: string }

/** @throws MiddleboxError rule_invalid, filter_invalid */
export async function readModifyHeaders(texts: readonly string[], base: string): Promise<RuleDefinition[]> {
  const plain = texts.filter((text) => /^[A-Za-z0-9]/.test(text))
  const specs: HeaderSpec[] = []
  for (const text of texts) if (!plain.includes(text)) specs.push(await readHeaderSpec(text, base))
  return [...plain.map(readCurlField), ...modifications(specs)]
}

function readCurlField(text: string): RuleDefinition {
  const where = `-H ${JSON.stringify(text)}`
  // curl: `Name:` removes, `Name;` sends it without a value.
  const [, name = '', sign, rest = ''] = /^([^:;]*)([:;])(.*)$/s.exec(text) ?? []
  const value = byteText(rest.trim())
  if (!isFieldName(name) || !isFieldValue(value) || (sign === ';' && value !== ''))
    throw invalid(where, '"Name: value", "Name:", or [/filter]/name/value', JSON.stringify(text))
  const headers = value === '' && sign === ':' ? { remove: [name] } : { set: [[name, value]] }
  return quickRule('-H', text, '', { action: 'rewrite', attributes: { request: { headers } } })
}

async function readHeaderSpec(text: string, base: string): Promise<HeaderSpec> {
  const where = `-H ${JSON.stringify(text)}`
  const { filter, subject: name, replacement } = readSpec(text, where, 'name/value')
  const value = byteText(await readFileValue(replacement, base, where))
  if (!isFieldName(name)) throw invalid(where, 'the name of a header field', JSON.stringify(name))
  if (!isFieldValue(value))
    throw invalid(where, `a value of ${name} without control characters`, JSON.stringify(replacement))
  return { text, filter, name, value }
}

/** mitmproxy removes all fields named by a spec that matches, then adds the values: a name that comes twice has two values. */
function modifications(specs: readonly HeaderSpec[]): RuleDefinition[] {
  const repeated = ({ name }: HeaderSpec) =>
    specs.filter((one) => one.name.toLowerCase() === name.toLowerCase()).length > 1
  const rule = ({ text, filter }: HeaderSpec, headers: object) =>
    bothWays('-H', text, filter, (side) => ({ action: 'rewrite', attributes: { [side]: { headers } } }))
  const several = specs.filter(repeated)
  return [
    ...specs
      .filter((spec) => !repeated(spec))
      .flatMap((spec) => rule(spec, spec.value === '' ? { remove: [spec.name] } : { set: [[spec.name, spec.value]] })),
    ...several.flatMap((spec) => rule(spec, { remove: [spec.name] })),
    ...several.filter(({ value }) => value !== '').flatMap((spec) => rule(spec, { add: [[spec.name, spec.value]] })),
  ]
}
