/** `fault`: arms one of `faults/` for the exchange, and says in its record whether it could act. */
import type { Action } from '../../actions/index.ts'
import { findFault } from '../../faults/index.ts'
import { originHost } from '../../kit/origin-host.ts'
import type { Context } from '../../model/contract.ts'
import type { Fault, StreamName } from '../../model/fault.ts'
import type { OptionTable, OptionValues } from '../../model/option.ts'
import type { Request } from '../../model/message.ts'
import type { ArmedStage, Plan } from '../../model/plan.ts'
import type { Verdict } from '../../model/verdict.ts'

type Values = { fault: string; values: OptionValues<OptionTable>; stream: StreamName }

export const faultAction = {
  name: 'fault',
  summary: 'injects a fault',
  example: '{ latency: { latency: 800, jitter: 200 } }',
  attributes: {},
  latest({ fault: name, stream }: Values) {
    const fault = known(name)
    return fault.arm !== undefined || (fault.bytes !== undefined && stream === 'upstream') ? 'request' : 'response'
  },
  explain({ fault: name, values, stream }: Values) {
    const fault = known(name)
    return `${fault.explain(values)}${fault.bytes !== undefined && stream === 'upstream' ? ', towards the upstream' : ''}`
  },
  connection({ fault: name, values, stream }: Values) {
    const fault = known(name)
    const how = fault.handshake?.(values)
    if (how !== undefined) return { kind: 'handshake', name: fault.name, attributes: values, how }
    if (fault.arm !== undefined && values.side !== 'upstream')
      return { kind: 'dial', arm: (plan, request, tools) => fault.arm!(values, plan, request, tools) }
    // What has a way of its own with answers needs one.
    if (fault.family !== 'toxiproxy' || fault.bytes === undefined) return undefined
    const way = stream === 'upstream' ? 'up' : 'down'
    return {
      kind: 'bytes',
      name: fault.name,
      attributes: values,
      way,
      stage: fault.bytes(values),
      ...bearing(fault, values),
    }
  },
  prepare({ fault: name, values, stream }: Values) {
    const fault = known(name)
    const stage = fault.bytes?.(values)
    return {
      handle(request, next, context, tools) {
        const tell = (why: string | undefined): void => {
          const trace = { name: fault.name, attributes: values, applied: why === undefined }
          const said = why === undefined ? trace : { ...trace, skipped: why }
          context.emit({ type: 'fault', id: context.id, at: context.now(), fault: said })
        }
        const dials = isDial(fault, values) && context.kind !== 'connect'
        const skipped =
          fault.skips?.(context.client.protocol.startsWith('h2') ? 'h2' : 'h1') ?? idle(fault, values, request, context)
        if (skipped !== undefined || !dials) tell(skipped)
        if (skipped !== undefined) return next(request, context)
        if (stage !== undefined)
          context.arm(tools.dice)[stream === 'upstream' ? 'up' : 'down'].push({
            rule: tools.rule,
            name: fault.name,
            stage,
            ...bearing(fault, values),
          })
        if (fault.arm !== undefined) {
          const plan = context.arm(tools.dice)
          fault.arm(values, plan, request, tools)
          if (dials) return toldOf(plan, tell, () => next(request, context))
        }
        return fault.handle?.(values, request, next, context, tools) ?? next(request, context)
      },
    }
  },
} satisfies Action<Values> as Action

/** Why a fault of the connection to the upstream has none to act on; undefined = it has. */
function idle(
  fault: Fault,
  values: OptionValues<OptionTable>,
  { target }: Request,
  { site }: Context,
): string | undefined {
  // At a reverse listener it is a route that says where to, and whether over TLS.
  if (!isDial(fault, values) || (site !== undefined && !target.chosen)) return undefined
  if (target.host === originHost) return 'the built-in origin is not dialled'
  return isHandshake(fault, values) && target.scheme !== 'https' ? noHandshake : undefined
}

const noHandshake = 'without TLS there is no handshake'
const notDialled = 'it did not come to a dial that this could fail'

/** Of the connection to the upstream. */
function isDial({ family }: Fault, { side }: OptionValues<OptionTable>): boolean {
  return family === 'connection' && side !== 'client'
}

/** Of the handshake with the upstream. */
function isHandshake(fault: Fault, values: OptionValues<OptionTable>): boolean {
  return fault.name.startsWith('tls_') && isDial(fault, values)
}

/** Says of the dial fault armed last whether it acts: at the first dial that it fails, or when the answer is there without one. */
async function toldOf(
  { dial }: Plan,
  tell: (skipped: string | undefined) => void,
  go: () => Verdict | Promise<Verdict>,
): Promise<Verdict> {
  const armed = dial.pop()!
  let acts = false
  let skipped = notDialled
  dial.push({
    ...armed,
    failure(to) {
      const failure = armed.failure(to)
      if (failure === undefined) skipped = noHandshake
      else if (!acts) tell(undefined)
      acts ||= failure !== undefined
      return failure
    },
  })
  const verdict = await go()
  if (!acts) tell(skipped)
  return verdict
}

/** What the engine must know of a stage besides its bytes. */
function bearing(fault: Fault, values: OptionValues<OptionTable>): Pick<ArmedStage, 'scope' | 'closes'> {
  return { ...(fault.scope && { scope: fault.scope(values) }), ...(fault.closes && { closes: true }) }
}

/** The reader of rules lets only known names pass. */
function known(name: string): Fault {
  const fault = findFault(name)
  if (fault === undefined) throw new Error(`no fault is called ${name}`)
  return fault
}
