/** The failure that an injected fault leaves in the record: it names the fault and the rule, so that nobody looks for the cause elsewhere. */
import type { Failure } from '../model/message.ts'

/** `what` completes "the fault … of the rule …". */
export function injected(fault: string, rule: string, what: string, how: 'close' | 'reset' = 'close'): Failure {
  const code = how === 'reset' ? 'injected_reset' : 'injected'
  return { code, message: `the fault ${fault} of the rule ${rule} ${what}`, leg: 'middlebox' }
}
