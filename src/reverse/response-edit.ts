/** Changing the heads of answers: the edit every such interceptor makes, with its cause in the ledger. */
import { HeadEdit } from '../kit/edit-head.ts'
import type { Cause } from '../model/hop.ts'
import type { Context, Interceptor } from '../model/contract.ts'
import type { Request, ResponseHead } from '../model/message.ts'
import type { Origin, Verdict } from '../model/verdict.ts'

export type ResponseChange = (
  edit: HeadEdit<ResponseHead>,
  request: Request,
  context: Context,
  verdict: Verdict,
) => void

/** Of an upstream's answers: those of our own, and those of faults, stay as they are. */
export function onResponse(name: string, cause: Cause, change: ResponseChange): Interceptor {
  return onAnswer(name, cause, change, (from) => from === 'upstream')
}

/** Of whatever the client gets. */
export function onEveryResponse(name: string, cause: Cause, change: ResponseChange): Interceptor {
  return onAnswer(name, cause, change, () => true)
}

function onAnswer(name: string, cause: Cause, change: ResponseChange, changes: (from: Origin) => boolean): Interceptor {
  const changed = (verdict: Verdict, request: Request, context: Context): Verdict => {
    if (verdict.kind === 'abort' || !changes(verdict.from)) return verdict
    const edit = new HeadEdit(verdict.head, cause)
    change(edit, request, context, verdict)
    return edit.patches.length === 0
      ? verdict
      : { ...verdict, head: edit.head, patches: [...verdict.patches, ...edit.patches] }
  }
  return {
    name,
    handle(request, next, context) {
      const verdict = next(request, context)
      return verdict instanceof Promise
        ? verdict.then((settled) => changed(settled, request, context))
        : changed(verdict, request, context)
    },
  }
}
