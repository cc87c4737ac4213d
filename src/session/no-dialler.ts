/** A dialler that dials nothing: for sessions in which nothing may reach the network. */
import type { Dialler } from '../engine/upstream/dialler.ts'
import { formatAuthority } from '../kit/authority.ts'

/** `dialler` says which connections would be the same; it is not asked to make one. */
export function createNoDialler(dialler: Dialler): Dialler {
  return {
    dial: ({ host, port }) =>
      Promise.resolve({
        ok: false,
        error: {
          failure: {
            code: 'not_mocked',
            message: `${formatAuthority(host, port)} is not asked: --mock-only keeps everything from the network`,
            leg: 'middlebox',
          },
          timings: { dns: null, connect: null, tls: null },
          attempts: [],
        },
      }),
    key: (target) => dialler.key(target),
    warm: () => {},
    close: () => dialler.close(),
  }
}
