/** Takes out of answers what tells which software made them. */
import type { Interceptor } from '../model/contract.ts'
import { onResponse } from './response-edit.ts'

const telling = ['Server', 'X-Powered-By', 'X-AspNet-Version', 'X-AspNetMvc-Version', 'X-Generator', 'X-Runtime']

export function createAnonymous(): Interceptor {
  return onResponse('reverse-anonymous', 'reverse anonymous', (edit) => {
    for (const name of telling) edit.remove(name)
  })
}
