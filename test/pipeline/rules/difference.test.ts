import { expect, test } from 'vitest'
import { parseFilter } from '../../../src/filter/index.ts'
import { difference } from '../../../src/pipeline/rules/difference.ts'
import { subjectOf } from '../../../src/pipeline/rules/standing.ts'

const subject = subjectOf({
  method: 'POST',
  url: 'http://a.test/users/7',
  fields: ['Host', 'a.test', 'X-Role', 'guest'],
  body: Buffer.from('{"name":"Bob","age":5}'),
})

test.each([
  ['', []],
  ['~m POST & ~d a.test & ~c 500', []],
  ['~m "^(?:GET|PUT)$"', ['the method is POST, not GET or PUT']],
  ['~m P.T', ['the method is POST, not /P.T/']],
  ['~d b.test', ['the host does not match /b.test/']],
  ['~hq "^x-role: admin"', ['the header X-Role is "guest", which does not match /^x-role: admin/']],
  ['~hq "^authorization:"', ['the header authorization is missing']],
  ['~hq bearer', ['no header line matches /bearer/']],
  ['~bq "\\"name\\": *\\"Ada"', ['the body\'s name is "Bob", which does not match /"name": *"Ada/']],
  ['~bq "\\"city\\":"', ["the request's body has no city"]],
  ['~bq needle', ["the request's body does not match /needle/"]],
  ['!~m POST', ['the method matches /POST/']],
  ['~tq json', ["the request's Content-Type does not match /json/"]],
  ['~m GET | (~m PUT & ~d b)', ['the method is POST, not GET']],
  ['~m GET & ~hq bearer', ['the method is POST, not GET', 'no header line matches /bearer/']],
])('%s', (match, reasons) => expect(difference(parseFilter(match), subject).reasons).toEqual(reasons))

test('a body that is missing', () => {
  expect(difference(parseFilter('~bq x'), { method: 'GET' }).reasons).toEqual([
    'the request has no body, and it should match /x/',
  ])
})
