/**
 * Templates: Handlebars, with WireMock's helpers and without what could run away or reach out. Partials and decorators are refused,
 * prototypes are out of reach, and every rendering has a budget. Loaded only when there is a template.
 */
import Handlebars from 'handlebars'
import { nearest } from '../../kit/nearest.ts'
import { Budget } from './budget.ts'
import { type Helper, type TemplateTools, textOf } from './function.ts'
import { textHelpers } from './text-functions.ts'
import { valueHelpers } from './value-functions.ts'

export type Template = {
  /** It looks at the request's body, so that somebody must wait for it. */
  needsBody: boolean
  /** @throws Error that says why there is no text */
  render(view: Readonly<Record<string, unknown>>, tools: TemplateTools): string
}

/** Where in the template, and what. */
export type TemplateProblem = { message: string; line: number; column?: number }

export const helpers: readonly Helper[] = [...valueHelpers, ...textHelpers]

const blocks = ['if', 'unless', 'each', 'with', 'lookup']
const known = [...blocks, ...helpers.map(({ name }) => name)]

const helperNames: ReadonlySet<string> = new Set([...helpers.map(({ name }) => name), 'lookup'])

const handlebars = Handlebars.create()
handlebars.unregisterHelper('log')
handlebars.unregisterHelper('each')
for (const helper of helpers) handlebars.registerHelper(helper.name, (...given: unknown[]) => call(helper, given))
handlebars.registerHelper('each', each)
handlebars.registerHelper('print', (value: unknown) => textOf(value))

type Options = Handlebars.HelperOptions & { data: { budget: Budget; tools: TemplateTools } }

function call({ name, run }: Helper, given: readonly unknown[]): unknown {
  const { hash, data } = given.at(-1) as Options
  data.budget.step()
  try {
    return data.budget.sized(run({ args: given.slice(0, -1), hash, ...data }))
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`, { cause: error })
  }
}

/** Handlebars' own, each round of it paid for. */
function each(this: unknown, list: unknown, options: Options): string {
  const { budget } = options.data
  const entries = typeof list === 'object' && list !== null ? Object.entries(list) : []
  if (entries.length === 0) return options.inverse(this)
  let text = ''
  for (const [index, [key, value]] of entries.entries()) {
    budget.step()
    const data = Handlebars.createFrame(options.data) as Record<string, unknown>
    Object.assign(data, { key, index, first: index === 0, last: index === entries.length - 1 })
    text += options.fn(value, { data, blockParams: [value, key] } as Handlebars.RuntimeOptions)
    budget.sized(text)
  }
  return text
}

/** In JSON a brace often follows a value, and `}}}` would mean something else: an empty comment keeps them apart. */
function apart(text: string): string {
  return text.replace(/(?<!\{)(\{\{(?!\{)[^{}]*\}\})(?=\})/g, '$1{{!}}')
}

/** What is wrong with a template; undefined when nothing is. */
export function templateProblem(text: string): TemplateProblem | undefined {
  let tree: hbs.AST.Program
  try {
    tree = handlebars.parse(apart(text))
  } catch (error) {
    const { message } = error as Error
    const line = Number(/on line (\d+)/.exec(message)?.[1] ?? (error as { lineNumber?: number }).lineNumber ?? 1)
    const got = /got '(\w+)'/.exec(message)?.[1]
    const detail =
      got === undefined ? message.split('\n')[0] : got === 'EOF' ? 'its end' : `what is no template there (${got})`
    return { message: `Expected a Handlebars template, got ${detail}`, line }
  }
  return new Checker().check(tree)
}

class Checker extends Handlebars.Visitor {
  #problem: TemplateProblem | undefined

  check(tree: hbs.AST.Program): TemplateProblem | undefined {
    this.accept(tree)
    return this.#problem
  }

  override PartialStatement(node: hbs.AST.PartialStatement): void {
    this.#refuse(node, 'no partials', 'one')
  }

  override PartialBlockStatement(node: hbs.AST.PartialBlockStatement): void {
    this.#refuse(node, 'no partials', 'one')
  }

  override Decorator(node: hbs.AST.Decorator): void {
    this.#refuse(node, 'no decorators', 'one')
  }

  override DecoratorBlock(node: hbs.AST.DecoratorBlock): void {
    this.#refuse(node, 'no decorators', 'one')
  }

  override MustacheStatement(node: hbs.AST.MustacheStatement): void {
    if (node.params.length > 0 || node.hash !== undefined) this.#checkName(node)
    super.MustacheStatement(node)
  }

  override SubExpression(node: hbs.AST.SubExpression): void {
    this.#checkName(node)
    super.SubExpression(node)
  }

  override BlockStatement(node: hbs.AST.BlockStatement): void {
    if (node.params.length > 0) this.#checkName(node)
    super.BlockStatement(node)
  }

  #checkName(node: hbs.AST.Node & { path: unknown }): void {
    const name = (node.path as hbs.AST.PathExpression).original
    if (known.includes(name)) return
    const meant = nearest(name, known)
    this.#refuse(node, 'the name of a helper', `${name}${meant === undefined ? '' : `; did you mean ${meant}?`}`)
  }

  #refuse({ loc }: hbs.AST.Node, expected: string, got: string): void {
    const { line, column } = loc.start
    this.#problem ??= { message: `Expected ${expected}, got ${got}`, line, column: column + 1 }
  }
}

/** Every value goes through `print`: without it Handlebars would add two numbers that stand side by side. */
class Printing extends Handlebars.Visitor {
  printed(tree: hbs.AST.Program): hbs.AST.Program {
    ;(this as unknown as { mutating: boolean }).mutating = true
    this.accept(tree)
    return tree
  }

  override MustacheStatement(node: hbs.AST.MustacheStatement): hbs.AST.MustacheStatement {
    const { path, params, hash, loc } = node
    const called = params.length > 0 || hash !== undefined || helperNames.has((path as hbs.AST.PathExpression).original)
    const value = called ? { type: 'SubExpression', path, params, hash, loc } : path
    return { ...node, path: printer(loc), params: [value as hbs.AST.Expression], hash: undefined as never }
  }
}

function printer(loc: hbs.AST.SourceLocation): hbs.AST.PathExpression {
  return { type: 'PathExpression', data: false, depth: 0, parts: ['print'], original: 'print', loc }
}

/** The template must be one: see `templateProblem`. */
export function compileTemplate(text: string): Template {
  const render = handlebars.compile(new Printing().printed(handlebars.parse(apart(text))), { noEscape: true })
  return {
    needsBody: /\b(body|json)/.test(text),
    render(view, tools) {
      const budget = new Budget(() => tools.now())
      const made = render(
        { request: view },
        {
          data: { budget, tools },
          allowProtoPropertiesByDefault: false,
          allowProtoMethodsByDefault: false,
        },
      )
      return budget.sized(textOf(made))
    },
  }
}
