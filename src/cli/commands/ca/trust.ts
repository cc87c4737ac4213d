/** `ca trust` and `ca untrust`: print the commands, ask, run them one after the other, and look whether it worked. */
import { thisMachine, type Machine } from '../../../ca/machine.ts'
import { noCertutil, trustState } from '../../../ca/trust-state.ts'
import { anchorOf } from '../../../ca/anchor.ts'
import { trustSteps } from '../../../ca/trust.ts'
import type { TrustAction, TrustPlan, TrustStep } from '../../../ca/trust-plan.ts'
import { spawn } from '../../../kit/environment.ts'
import { MiddleboxError } from '../../../model/errors.ts'
import { askYes } from '../../ask.ts'
import type { CliWorld } from '../../world.ts'
import { openCa } from './open.ts'

export type TrustDeeds = {
  machine: Machine
  ask(question: string): Promise<boolean>
  /** The exit code; rejects when the program cannot be started. */
  run(step: TrustStep): Promise<number | null>
}

const deedsHere = (): TrustDeeds => ({
  machine: thisMachine(),
  ask: askYes,
  run: async ({ command, args }) => (await spawn(command, args).ended).code,
})

export async function changeTrust(
  world: CliWorld,
  action: TrustAction,
  options: { nss?: boolean; dryRun?: boolean; yes?: boolean },
  deeds: TrustDeeds = deedsHere(),
): Promise<void> {
  const { root, certFile } = await openCa(world)
  const anchor = anchorOf(certFile, root.certificate)
  const plan = await trustSteps(action, anchor, deeds.machine, { nss: options.nss === true })
  if (plan.steps.length === 0) return world.stdout(`Nothing to do: ${anchor.name} is not there.\n`)
  world.stdout(describePlan(anchor.name, action, plan))
  if (options.dryRun) return
  if (!options.yes && !(await deeds.ask('Run these?'))) return world.stdout('Nothing was changed.\n')
  for (const step of plan.steps) await runStep(step, deeds)
  const states = await trustState(anchor, deeds.machine)
  const words = states.map(({ store, trusted }) => `  ${trusted ? 'trusted' : 'not trusted'} by ${store}\n`)
  world.stdout(`Done.\n${words.join('')}`)
}

function describePlan(name: string, action: TrustAction, { steps, notes }: TrustPlan): string {
  const lines = steps.map((step) => `  # ${step.why}\n  ${commandLine(step)}\n`)
  const heading = action === 'trust' ? `To trust ${name}:` : `To stop trusting ${name}:`
  return `${heading}\n\n${lines.join('')}\n${notes.map((note) => `${note}\n`).join('')}`
}

async function runStep(step: TrustStep, { run }: TrustDeeds): Promise<void> {
  let code: number | null
  try {
    code = await run(step)
  } catch (error) {
    const hint = step.command === 'certutil' ? `Here ${noCertutil}.` : `Is ${step.command} installed?`
    throw new MiddleboxError('trust_failed', `Expected to run ${step.command}, got ${(error as Error).message}`, hint)
  }
  if (code !== 0)
    throw new MiddleboxError('trust_failed', `Expected '${commandLine(step)}' to succeed, got exit code ${code}`)
}

/** As one would type it. */
function commandLine({ command, args }: TrustStep): string {
  const quoted = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)
  return [command, ...args].map(quoted).join(' ')
}
