/** The NSS databases that Chrome and Firefox keep per user, written with NSS's certutil; no root rights needed. */
import { MiddleboxError } from '../model/errors.ts'
import type { Machine } from './machine.ts'
import type { Anchor } from './anchor.ts'
import type { TrustAction, TrustPlan, TrustStep } from './trust-plan.ts'

/** Directories that are a database themselves: Chrome, Chromium, and Chromium as a snap. */
const shared = ['.pki/nssdb', '.local/share/pki/nssdb', 'snap/chromium/current/.pki/nssdb']

/** Directories of Firefox profiles, each a database: distribution package, snap, Flatpak, macOS. */
const profiles = [
  '.mozilla/firefox',
  '.config/mozilla/firefox',
  'snap/firefox/common/.mozilla/firefox',
  '.var/app/org.mozilla.firefox/.mozilla/firefox',
  'Library/Application Support/Firefox/Profiles',
]

/** The databases there are, by their certificate file. */
export async function findNssDatabases(machine: Machine): Promise<string[]> {
  const { userHome } = machine
  const candidates = shared.map((path) => `${userHome}/${path}`)
  for (const path of profiles) {
    const names = await machine.list(`${userHome}/${path}`)
    candidates.push(...names.map((name) => `${userHome}/${path}/${name}`))
  }
  const there = await Promise.all(candidates.map((path) => machine.isThere(`${path}/cert9.db`)))
  return candidates.filter((_, index) => there[index])
}

export async function nssSteps(action: TrustAction, anchor: Anchor, machine: Machine): Promise<TrustPlan> {
  if (machine.platform === 'win32')
    throw new MiddleboxError(
      'usage',
      'Expected --nss on Linux or macOS, got Windows',
      'Leave it out: Chrome and Firefox follow the Windows store.',
    )
  const found = await findNssDatabases(machine)
  const notes = ['Close Chrome and Firefox first, and start them again after it.']
  if (action === 'untrust') {
    const holders = await Promise.all(found.map((database) => mayHold(database, anchor, machine)))
    return { steps: found.filter((_, index) => holders[index]).map((database) => remove(database, anchor)), notes }
  }
  const chrome = `${machine.userHome}/.pki/nssdb`
  const steps = found.length > 0 ? [] : createDatabase(chrome)
  const databases = found.length > 0 ? found : [chrome]
  return { steps: [...steps, ...databases.map((database) => add(database, anchor))], notes }
}

async function mayHold(database: string, { name }: Anchor, machine: Machine): Promise<boolean> {
  const answer = await machine.ask('certutil', ['-L', '-d', `sql:${database}`, '-n', name])
  return answer === undefined || answer.code === 0
}

/** How Chrome would make it at its first start. */
function createDatabase(directory: string): TrustStep[] {
  return [
    { command: 'mkdir', args: ['-p', '-m', '0700', directory], why: 'Make the directory of a database for Chrome' },
    { command: 'certutil', args: ['-N', '-d', `sql:${directory}`, '--empty-password'], why: 'Make the database' },
  ]
}

function add(database: string, { name, certFile }: Anchor): TrustStep {
  // C: trusted to issue server certificates; nothing for mail and code.
  const args = ['-A', '-d', `sql:${database}`, '-t', 'C,,', '-n', name, '-i', certFile]
  return { command: 'certutil', args, why: `Trust it in ${database}` }
}

function remove(database: string, { name }: Anchor): TrustStep {
  return { command: 'certutil', args: ['-D', '-d', `sql:${database}`, '-n', name], why: `Remove it from ${database}` }
}
