/** A small first page of the built-in origin, with characters that HTML must escape. */
import { emptyBody } from '../../src/kit/body.ts'
import type { Home } from '../../src/origin/home.ts'

export function buildHome(): Home {
  return {
    visit: { how: 'direct', lines: ['It works at http://middlebox.test/ & elsewhere.'], portOption: '' },
    ca: { name: 'Middlebox CA (<me>)', fingerprint: 'AA:BB', validTo: '2036-01-01' },
    guide: [{ title: 'Linux', steps: [{ text: 'Save it', file: '/ca.pem', command: 'trust "it"' }] }],
    pages: [
      {
        path: '/bytes/N',
        example: '/bytes/1024',
        summary: 'N bytes',
        methods: 'any',
        answer: () => ({
          kind: 'respond',
          head: { status: 200, reason: 'OK', version: '1.1', fields: [] },
          body: emptyBody(),
          from: 'middlebox',
          patches: [],
        }),
      },
    ],
  }
}
