/** Changing the heads of an upstream's answers: the edit every such interceptor makes, with its cause in the ledger. */
import { HeadEdit } from '../kit/edit-head.ts'
import type { Cause } from '../model/hop.ts'
import type { Context, Interceptor } from '../model/contract.ts'
import type { Request, ResponseHead } from '../model/message.ts'
import type { Verdict } from '../model/verdict.ts'

export type ResponseChange = (
  edit: HeadEdit<ResponseHead>,
  request: Request,
  context: Context,
  verdict: Verdict,
) => void

/** Answers of our own, and those of faults, stay as they are. */
export function onResponse(name: string, cause: Cause, change: ResponseChange): Interceptor {
  return {
    name,
    handle(request, next, context) {
      const verdict = next(request, context)
      return verdict instanceof Promise
        ? verdict.then((settled) => changed(settled, cause, change, request, context))
        : changed(verdict, cause, change, request, context)
    },
  }
}

function changed(verdict: Verdict, cause: Cause, change: ResponseChange, request: Request, context: Context): Verdict {
  if (verdict.kind === 'abort' || verdict.from !== 'upstream') return verdict
  const edit = new HeadEdit(verdict.head, cause)
  change(edit, request, context, verdict)
  return edit.patches.length === 0
    ? verdict
    : { ...verdict, head: edit.head, patches: [...verdict.patches, ...edit.patches] }
}
