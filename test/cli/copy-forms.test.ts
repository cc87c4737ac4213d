import { expect, test } from 'vitest'
import { copyForms } from '../../src/cli/copy-forms.ts'
import { buildExchange } from '../support/exchange.ts'

const write = (name: string) =>
  copyForms.find((form) => form.name === name)?.write(buildExchange({ url: 'http://a.test/x' }))?.text

test('the address, and the forms of src/formats', () => {
  expect(write('url')).toBe('http://a.test/x')
  expect(write('curl')).toMatch(/^curl .*http:\/\/a\.test\/x/s)
  expect(write('markdown')).toContain('GET')
})
