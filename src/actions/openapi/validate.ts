/** Whether a request keeps to its operation: parameters and body against their schemas, each reason with its place. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { getField } from '../../kit/fields.ts'
import type { Request } from '../../model/message.ts'
import type { ApiDocument } from './document.ts'
import { type JsonObject, memberOf, objectOf, resolved, textAt } from './json.ts'
import { bareType, covers, isJsonType } from './media-type.ts'
import type { Operation } from './operations.ts'
import { type ParameterValues, parameterValue, placeOf } from './parameters.ts'
import { standalone } from './schema.ts'

/** As Prism writes them. */
export type Violation = { location: readonly string[]; severity: 'Error'; code: string; message: string }

/** Reasons given at most. */
const most = 20

/**
 * V8 falls back to its linear engine where a search backtracks too much, but not with the u flag: patterns have that only
 * where they need it, so that no value of a client can stall the proxy.
 */
const patternEngine = Object.assign(
  (source: string) => new RegExp(source, /\\p\{|\\u\{|[^\0-\uffff]/iu.test(source) ? 'u' : ''),
  { code: 'new RegExp' },
)

export class Validator {
  readonly #document: ApiDocument
  readonly #ajv: { strict: Ajv2020; loose: Ajv2020 }
  readonly #compiled = new Map<unknown, ValidateFunction | undefined>()

  constructor(document: ApiDocument) {
    this.#document = document
    const make = (coerceTypes: false | 'array') => {
      const code = { regExp: patternEngine }
      const ajv = new Ajv2020({
        strict: false,
        allErrors: true,
        validateSchema: false,
        logger: false,
        coerceTypes,
        code,
      })
      formats.default(ajv)
      return ajv
    }
    // Texts become what the schema wants, where they come from a URL, a field or a form.
    this.#ajv = { strict: make(false), loose: make('array') }
  }

  /** Reasons, or the media type that is not taken. `body` is asked for only when it is needed. */
  async check(
    { operation, parameters }: Operation,
    values: ParameterValues,
    body: () => Promise<Buffer>,
  ): Promise<{ violations: readonly Violation[]; unsupported?: string }> {
    const found = parameters.flatMap((parameter) => this.#checkParameter(parameter, values))
    const request = resolved(this.#document.root, memberOf(operation, 'requestBody'))
    if (objectOf(request) === undefined) return { violations: found.slice(0, most) }
    const checked = await this.#checkBody(request as JsonObject, values.request, body)
    if ('unsupported' in checked) return { violations: found, unsupported: checked.unsupported }
    return { violations: [...found, ...checked.violations].slice(0, most) }
  }

  #checkParameter(parameter: JsonObject, values: ParameterValues): Violation[] {
    const name = textAt(parameter, 'name')!
    const place = placeOf(parameter)
    // OpenAPI 3.1 §4.8.12.2: these are not described as parameters.
    if (place === 'header' && /^(accept|content-type|authorization)$/i.test(name)) return []
    const value = parameterValue(this.#document.root, parameter, values)
    const location = [place, place === 'header' ? name.toLowerCase() : name]
    if (value === undefined)
      return parameter['required'] === true || place === 'path'
        ? [violation(location, 'required', `Request ${place} parameter ${name} is required`)]
        : []
    const [content] = Object.values(objectOf(parameter['content']) ?? {})
    return this.#checkValue(memberOf(content, 'schema') ?? parameter['schema'], value, location, content === undefined)
  }

  async #checkBody(
    given: JsonObject,
    request: Request,
    read: () => Promise<Buffer>,
  ): Promise<{ violations: Violation[] } | { unsupported: string }> {
    const bytes = await read()
    if (bytes.length === 0)
      return {
        violations: given['required'] === true ? [violation(['body'], 'required', 'Body parameter is required')] : [],
      }
    const content = objectOf(given['content']) ?? {}
    const type = bareType(getField(request.head.fields, 'content-type') ?? 'application/octet-stream')
    const key = Object.keys(content).find((one) => covers(bareType(one), type))
    if (key === undefined) return Object.keys(content).length === 0 ? { violations: [] } : { unsupported: type }
    const schema = memberOf(content[key], 'schema')
    if (schema === undefined) return { violations: [] }
    if (isJsonType(type)) {
      try {
        return { violations: this.#checkValue(schema, JSON.parse(bytes.toString()) as unknown, ['body'], false) }
      } catch (error) {
        return { violations: [violation(['body'], 'json', `Request body is no JSON: ${(error as Error).message}`)] }
      }
    }
    if (type !== 'application/x-www-form-urlencoded') return { violations: [] }
    return { violations: this.#checkValue(schema, formValue(bytes.toString()), ['body'], true) }
  }

  #checkValue(schema: unknown, value: unknown, location: readonly string[], coerce: boolean): Violation[] {
    if (schema === undefined) return []
    const validate = this.#compile(schema, coerce)
    // Wrapped, so that a value of its own can be coerced.
    if (validate === undefined || validate({ value })) return []
    return (validate.errors ?? []).map((error) => explain(error, location))
  }

  /** Once for each schema; undefined when it is too large, or none. */
  #compile(schema: unknown, coerce: boolean): ValidateFunction | undefined {
    if (this.#compiled.has(schema)) return this.#compiled.get(schema)
    const whole = standalone(this.#document, schema)
    let compiled: ValidateFunction | undefined
    try {
      const { $defs, ...own } = whole ?? {}
      const wrapped = { type: 'object', properties: { value: own }, $defs }
      compiled = whole && this.#ajv[coerce ? 'loose' : 'strict'].compile(wrapped)
    } catch {
      // A schema that is none says nothing about the request.
    }
    this.#compiled.set(schema, compiled)
    return compiled
  }
}

function violation(location: readonly string[], code: string, message: string): Violation {
  return { location, severity: 'Error', code, message }
}

function explain(
  { instancePath, keyword, message = 'is wrong', params }: ErrorObject,
  location: readonly string[],
): Violation {
  const inner = instancePath
    .split('/')
    .slice(2)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  const path = [...location, ...inner]
  const [place, ...rest] = path
  const what =
    place === 'body'
      ? `Request body ${rest.length === 0 ? '' : `property ${rest.join('.')} `}`
      : `Request ${place} parameter ${rest.join('.')} `
  const values = (params as { allowedValues?: readonly unknown[] }).allowedValues
  const detail = values === undefined ? '' : `: ${values.map((value) => JSON.stringify(value)).join(', ')}`
  const extra = (params as { additionalProperty?: string }).additionalProperty
  return violation(path, keyword, `${what}${message}${detail}${extra === undefined ? '' : `: ${extra}`}`)
}

function formValue(text: string): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>
  const form = new URLSearchParams(text)
  for (const name of new Set(form.keys())) {
    const all = form.getAll(name)
    values[name] = all.length === 1 ? all[0]! : all
  }
  return values
}
