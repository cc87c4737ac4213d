import { expect, test } from 'vitest'
import { emptyBody } from '../../src/kit/body.ts'
import { withoutCompression } from '../../src/kit/plain-websocket.ts'
import type { Request } from '../../src/model/message.ts'

const ask = (...extensions: string[]): Request => ({
  head: {
    method: 'GET',
    target: '/ws',
    version: '1.1',
    fields: ['Host', 'a.test', ...extensions.flatMap((one) => ['Sec-WebSocket-Extensions', one])],
  },
  target: { scheme: 'http', host: 'a.test', port: 80, path: '/ws', protocol: 'auto' },
  body: emptyBody(),
  patches: [],
})

test.each([
  [['permessage-deflate; client_max_window_bits'], []],
  [['x-webkit-deflate-frame, permessage-deflate', 'other; a=1'], ['other; a=1']],
  [['Permessage-Deflate'], []],
])('%j becomes %j', (offered, kept) => {
  const request = withoutCompression(ask(...offered), 'rule r')
  expect(request.head.fields).toEqual(['Host', 'a.test', ...kept.flatMap((one) => ['Sec-WebSocket-Extensions', one])])
  expect(request.patches.every(({ cause }) => cause === 'rule r')).toBe(true)
  expect(request.patches.length).toBeGreaterThan(0)
})

test.each([[[]], [['other']]])('%j stays', (offered) => {
  const request = ask(...offered)
  expect(withoutCompression(request, 'rule r')).toBe(request)
})
