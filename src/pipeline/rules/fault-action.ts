/** `fault`: arms one of `faults/` for the exchange, and says in its record whether it could act. */
import type { Action } from '../../actions/index.ts'
import { findFault } from '../../faults/index.ts'
import { originHost } from '../../kit/origin-host.ts'
import type { Context } from '../../model/contract.ts'
import type { Fault, StreamName } from '../../model/fault.ts'
import type { OptionTable, OptionValues } from '../../model/option.ts'
import type { Request } from '../../model/message.ts'
import type { ArmedStage } from '../../model/plan.ts'

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
        const skipped =
          fault.skips?.(context.client.protocol.startsWith('h2') ? 'h2' : 'h1') ?? idle(fault, values, request, context)
        const trace = {
          name: fault.name,
          attributes: values,
          applied: skipped === undefined,
          ...(skipped !== undefined && { skipped }),
        }
        context.emit({ type: 'fault', id: context.id, at: context.now(), fault: trace })
        if (skipped !== undefined) return next(request, context)
        if (stage !== undefined)
          context.arm(tools.dice)[stream === 'upstream' ? 'up' : 'down'].push({
            rule: tools.rule,
            name: fault.name,
            stage,
            ...bearing(fault, values),
          })
        if (fault.arm !== undefined) fault.arm(values, context.arm(tools.dice), request, tools)
        return fault.handle?.(values, request, next, context, tools) ?? next(request, context)
      },
    }
  },
} satisfies Action<Values> as Action

/** Why a fault of the connection to the upstream has none to act on; undefined = it has. */
function idle(
  { family, name }: Fault,
  { side }: OptionValues<OptionTable>,
  { target }: Request,
  { site }: Context,
): string | undefined {
  if (family !== 'connection' || side === 'client') return undefined
  // At a reverse listener a route is yet to say where the request goes.
  if (site !== undefined && !target.chosen) return undefined
  if (target.host === originHost) return 'the built-in origin is not dialled'
  return name.startsWith('tls_') && target.scheme !== 'https' ? 'without TLS there is no handshake' : undefined
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
