/** Failures that faults give to a dial. They are worded when it is made, since a route may lead elsewhere than the client asked. */
import type { ErrorCode } from '../model/errors.ts'
import type { Failure } from '../model/message.ts'
import type { DialFault, Dialled, Plan } from '../model/plan.ts'
import { formatAuthority } from './authority.ts'

type Named = { name: string; rule: string; code: ErrorCode }

/** `what` is said of the server, which is given as host:port. */
export function failingDial(
  { name, rule, code }: Named,
  after: number,
  what: (server: string, to: Dialled) => string,
): DialFault {
  const failure: DialFault['failure'] = (to) => {
    const said = what(formatAuthority(to.host, to.port), to)
    return { code, message: `the fault ${name} of the rule ${rule}: ${said}`, leg: 'upstream' }
  }
  return { rule, name, failure, after }
}

/** Without TLS there is no handshake to fail. */
export function failingHandshake(named: Named, what: (server: string) => string): DialFault {
  const dial = failingDial(named, 0, what)
  return { ...dial, failure: (to) => (to.scheme === 'https' ? dial.failure(to) : undefined) }
}

export type DialProblem = { failure: Failure; after: number }

/** What a dial to this server ends with; undefined = it is made. */
export function dialProblem(plan: Pick<Plan, 'dial'> | undefined, to: Dialled): DialProblem | undefined {
  if (plan === undefined) return undefined
  for (const fault of plan.dial) {
    const failure = fault.failure(to)
    if (failure !== undefined) return { failure, after: fault.after }
  }
  return undefined
}
