/**
 * The environment of the child: the caller's, with every variable that brings a client to us in its place. NO_PROXY is
 * emptied, so that calls to services on localhost are seen too; a child that shall not, gets it back:
 * `middlebox run -- env NO_PROXY=localhost npm test`.
 */
import { clientEnvironment } from '../../../clients/environment.ts'
import { prepareClients } from '../../../clients/prepare.ts'
import { stateHome } from '../../../kit/environment.ts'
import { configMachine } from '../../config-machine.ts'
import type { CliWorld } from '../../world.ts'
import { makeJavaTrustStore } from './java-trust.ts'

export type ChildEnvironmentOptions = {
  proxyUrl: string
  caFile: string
  java: boolean
  /** URL of Toxiproxy's API, where it was asked for. */
  toxiproxyApi?: string | undefined
}

/** Set by bin/ for the process it hands over to; a `middlebox` below us decides for itself. */
const handedOver = 'MIDDLEBOX_HANDED_OVER'

export async function childEnvironment(
  world: Pick<CliWorld, 'env' | 'home' | 'cwd' | 'platform'>,
  options: ChildEnvironmentOptions,
): Promise<Record<string, string | undefined>> {
  const { env } = world
  const { caFile, toxiproxyApi, ...client } = options
  const directory = stateHome(env, world.home())
  const prepared = await prepareClients(configMachine(world), { directory, caFile })
  const javaTrustStore = options.java ? await makeJavaTrustStore(directory, caFile, env) : undefined
  const { [handedOver]: _, ...inherited } = env
  const java = { java: options.java, ...(javaTrustStore ? { javaTrustStore } : {}) }
  return {
    ...inherited,
    ...clientEnvironment({ ...client, caFile, ...java, ...prepared, existing: env }),
    // Where toxiproxy-cli looks too.
    ...(toxiproxyApi !== undefined && { TOXIPROXY_URL: toxiproxyApi }),
  }
}
