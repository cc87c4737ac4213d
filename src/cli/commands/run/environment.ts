/**
 * The environment of the child: the caller's, with every variable that brings a client to us in its place. NO_PROXY is
 * emptied, so that calls to services on localhost are seen too; a child that shall not, gets it back:
 * `middlebox run -- env NO_PROXY=localhost npm test`.
 */
import { refreshBundle } from '../../../clients/bundle.ts'
import { caFilesIn, clientEnvironment } from '../../../clients/environment.ts'
import { refreshWgetrc } from '../../../clients/wgetrc.ts'
import { stateHome } from '../../../kit/environment.ts'
import type { Variables } from '../../../kit/environment.ts'
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
  world: { env: Variables; home(): string },
  options: ChildEnvironmentOptions,
): Promise<Record<string, string | undefined>> {
  const { env } = world
  const { caFile, toxiproxyApi, ...client } = options
  const directory = stateHome(env, world.home())
  const bundleFile = await refreshBundle({ directory, caFile, extraFiles: caFilesIn(env) })
  const wgetrcFile = await refreshWgetrc({ directory, bundleFile, env, home: world.home() })
  const javaTrustStore = options.java ? await makeJavaTrustStore(directory, caFile, env) : undefined
  const { [handedOver]: _, ...inherited } = env
  const java = { java: options.java, ...(javaTrustStore ? { javaTrustStore } : {}) }
  return {
    ...inherited,
    ...clientEnvironment({ ...client, caFile, ...java, bundleFile, wgetrcFile, existing: env }),
    // Where toxiproxy-cli looks too.
    ...(toxiproxyApi !== undefined && { TOXIPROXY_URL: toxiproxyApi }),
  }
}
