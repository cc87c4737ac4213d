/** A field that does not arrive, as behind a box that strips it. */
import { changeAnswer, editFields } from '../kit/answer-edit.ts'
import { HeadEdit } from '../kit/edit-head.ts'
import { defineFault } from '../model/fault.ts'

export const dropHeader = defineFault({
  name: 'drop_header',
  summary: 'Removes a header field. What frames the message is written anew.',
  family: 'http',
  options: {
    name: { kind: 'text', summary: 'The field; letter case does not matter.' },
    from: {
      kind: 'choice',
      summary: 'The head it is removed from.',
      choices: ['response', 'request'],
      default: 'response',
    },
  },
  explain: ({ name, from }) => `remove ${name} from the ${from}`,
  handle({ name, from }, request, next, context) {
    if (from === 'response')
      return changeAnswer(next(request, context), (answer) =>
        editFields(answer, { fault: 'drop_header' }, (edit) => edit.remove(name)),
      )
    const edit = new HeadEdit(request.head, 'fault drop_header')
    edit.remove(name)
    if (edit.patches.length === 0) return next(request, context)
    return next({ ...request, head: edit.head, patches: [...request.patches, ...edit.patches] }, context)
  },
})
