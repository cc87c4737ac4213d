import { expect, test } from 'vitest'
import { compileTemplate } from '../../../src/actions/template/compile.ts'
import { textHelpers } from '../../../src/actions/template/text-functions.ts'
import { toolsOf } from '../../support/rules.ts'

const view = { text: ' ab-Ab ', list: ['a', 'b'], json: { items: [1, 2], a: { b: 'c' } }, none: undefined }
const render = (text: string) => compileTemplate(text.replaceAll('@', 'request.')).render(view, toolsOf().tools)

test.each([
  ["{{upper 'aß'}} {{lower 'ÄB'}} {{capitalize 'ada lovelace'}}", 'ASS äb Ada Lovelace'],
  ['[{{trim @text}}]', '[ab-Ab]'],
  ["{{urlEncode 'a b&c'}}", 'a%20b%26c'],
  ["{{base64 'é'}} {{base64 'w6k=' decode=true}}", 'w6k= é'],
  ["{{replace @text 'b-' '+'}}|{{replace 'a' '' 'x'}}", ' a+Ab |a'],
  ["{{substring 'abcdef' 1 3}} {{substring 'abc' 1}}", 'bc bc'],
  ["{{#each (split 'a;b' ';')}}<{{this}}>{{/each}}", '<a><b>'],
  ["{{join @list '+'}} {{join 'x'}}", 'a+b x'],
  ["{{size @list}} {{size @json}} {{size 'abc'}}", '2 2 3'],
  ["{{default @none '' 'x'}}", 'x'],
  ["{{json 'a\"b'}} {{json @json}} {{json @none}}", '"a\\"b" {"items":[1,2],"a":{"b":"c"}} null'],
  ["{{jsonPath @json '$.a.b'}} {{jsonPath '[5]' '$[0]'}} {{jsonPath 'no' '$.x' default='d'}}", 'c 5 d'],
])('%s', (text, expected) => expect(render(text)).toBe(expected))

test('each has a name of its own and a usage that names it', () => {
  expect(new Set(textHelpers.map(({ name }) => name)).size).toBe(textHelpers.length)
  for (const { name, usage } of textHelpers) expect(usage).toContain(name)
})
