/** The worker of one script: loads the user's module, and calls its hooks when the proxy says so. */
import { onUncaught, workerSide } from '../kit/worker.ts'
import { faultOf } from './fault.ts'
import { shown } from './headers.ts'
import { callHook } from './hook-call.ts'
import type { Call, Content, FromWorker, HookName, ToWorker } from './protocol.ts'
import { importUserModule, userFiles } from './user-modules.ts'

const hookNames: readonly HookName[] = ['onRequest', 'onResponse', 'onMessage', 'onExchange']

type Hook = (...given: unknown[]) => unknown

const side = workerSide()
const post = (message: FromWorker): void => side.post(message)
/** One object per exchange, until it is over. */
const states = new Map<string, object>()
const contents = new Map<number, (content: Content) => void>()

onUncaught((error) => post({ type: 'uncaught', fault: faultOf(error) }))
void start(side.data as string)

async function start(path: string): Promise<void> {
  let hooks: Map<HookName, Hook>
  try {
    hooks = hooksOf(await importUserModule(path))
  } catch (error) {
    return post({ type: 'unloadable', fault: faultOf(error) })
  }
  side.hear((message) => hear(message as ToWorker, hooks))
  post({ type: 'loaded', hooks: [...hooks.keys()], files: userFiles() })
}

function hooksOf(module: Readonly<Record<string, unknown>>): Map<HookName, Hook> {
  const hooks = new Map<HookName, Hook>()
  for (const name of hookNames) {
    const hook = module[name]
    if (hook === undefined) continue
    if (typeof hook !== 'function') throw new TypeError(`Expected ${name} to be a function, got ${shown(hook)}`)
    hooks.set(name, hook as Hook)
  }
  if (hooks.size > 0) return hooks
  const others = Object.keys(module).join(', ')
  throw new TypeError(`Expected an export named ${hookNames.join(', ')}, got ${others === '' ? 'none' : others}`)
}

function hear(message: ToWorker, hooks: ReadonlyMap<HookName, Hook>): void {
  if (message.type === 'forget') states.delete(message.id)
  else if (message.type === 'content') {
    contents.get(message.call)?.(message.content)
    contents.delete(message.call)
  } else void run(message.call, message.what, hooks)
}

async function run(call: number, what: Call, hooks: ReadonlyMap<HookName, Hook>): Promise<void> {
  post({ type: 'started', call })
  const { id } = what.facts
  const state = states.get(id) ?? {}
  states.set(id, state)
  const content = (): Promise<Content> =>
    new Promise((resolve) => {
      contents.set(call, resolve)
      post({ type: 'wants', call })
    })
  try {
    post({ type: 'done', call, result: await callHook(hooks.get(what.hook)!, what, { state, post, content }) })
  } catch (error) {
    post({ type: 'threw', call, fault: faultOf(error) })
  }
  contents.delete(call)
}
