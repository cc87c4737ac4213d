import { describe, expect, test } from 'vitest'
import { compileTemplate, helpers, templateProblem } from '../../../src/actions/template/compile.ts'
import { requestView } from '../../../src/actions/template/request-view.ts'
import { requestOf, toolsOf } from '../../support/rules.ts'

const render = (text: string, body = '', path = '/users/42?name=Ada&tag=a&tag=b') =>
  compileTemplate(text).render(requestView(requestOf({ path }), body), toolsOf().tools)

describe('compileTemplate', () => {
  test.each([
    ['{{request.method}} {{request.path}} {{request.path.[1]}}', 'GET /users/42 42'],
    ['{{#each request.query.tag}}{{@index}}{{this}}{{#unless @last}},{{/unless}}{{/each}}', '0a,1b'],
    ['{{#each (range 1 3) as |n|}}{{n}}{{else}}none{{/each}}', '123'],
    ['{{#each request.query.none}}x{{else}}none{{/each}}', 'none'],
    ['{{#if (eq request.query.name "Ada")}}yes{{else}}no{{/if}}', 'yes'],
    ['{{#with request}}{{host}}{{/with}} {{lookup request "method"}}', 'example.test GET'],
    ['{"a":{{request.query.name}}}', '{"a":Ada}'],
    ['{{{request.query.name}}} < & "', 'Ada < & "'],
    ['{{request.nothing.there}}{{nothing}}', ''],
  ])('%s: %s', (text, expected) => expect(render(text)).toBe(expected))

  test('prototypes are out of reach', () => {
    const text =
      '{{request.constructor}}{{request.path.constructor}}{{request.json.__proto__}}{{request.headers.toString}}'
    expect(render(text, '{}')).toBe('')
    expect(() =>
      render('{{lookup request "constructor"}}{{#with request as |r|}}{{r.constructor.name}}{{/with}}'),
    ).not.toThrow()
  })

  test('what a client sends is a value and never a template', () => {
    expect(render('{{request.body}}', '{{request.method}}')).toBe('{{request.method}}')
  })

  test.each([
    ['{{#each (range 1 10000)}}{{#each (range 1 10000)}}x{{/each}}{{/each}}', 'steps'],
    [
      '{{#each (range 1 1000)}}{{replace (replace @root.request.body "a" @root.request.body) "a" @root.request.body}}{{/each}}',
      'long a text',
    ],
  ])('%s is contained', (text, message) => expect(() => render(text, 'a'.repeat(2000))).toThrow(message))

  test('it says whether it looks at the body', () => {
    expect(compileTemplate('{{request.json.a}}').needsBody).toBe(true)
    expect(compileTemplate('{{request.path}}').needsBody).toBe(false)
  })
})

describe('templateProblem', () => {
  test.each([
    ['a {{> other}}', { message: 'Expected no partials, got one', line: 1, column: 3 }],
    ['{{#*inline "a"}}{{/inline}}', { message: 'Expected no decorators, got one', line: 1, column: 1 }],
    [
      '\n  {{uper request.path}}',
      { message: 'Expected the name of a helper, got uper; did you mean upper?', line: 2, column: 3 },
    ],
    ['{{#if (nope 1)}}{{/if}}', { message: 'Expected the name of a helper, got nope', line: 1, column: 7 }],
    ['{{log 1}}', { message: 'Expected the name of a helper, got log', line: 1, column: 1 }],
    ['a\n{{#each x}}b', { message: 'Expected a Handlebars template, got its end', line: 2 }],
  ])('%j', (text, problem) => expect(templateProblem(text)).toMatchObject(problem))

  test('nothing is wrong with any helper as its usage shows it', () => {
    for (const { usage } of helpers) expect(templateProblem(usage), usage).toBeUndefined()
  })
})
