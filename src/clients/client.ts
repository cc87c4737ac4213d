/**
 * What a client program does with the environment, as data: which variables name its proxy, its exceptions and its
 * trusted certificates. One file per family describes it; `choose.ts` reads it, `environment.ts` sets it.
 */
import type { Variables } from '../kit/environment.ts'
import type { Dialect } from './exceptions.ts'
import type { ReadConfig } from './setting.ts'

export type ClientTarget = { scheme: 'http' | 'https'; host: string; port: number }

export type TrustVariable = {
  name: string
  /** `replaces`: the file is all that is trusted. `adds`: it joins the built-in roots. */
  effect: 'replaces' | 'adds'
  /** The file is PKCS#12 or JKS, which cannot be looked into. */
  keystore?: true
}

export type Verification = {
  name: string
  /** Also when it is set and empty. */
  whateverValue?: true
  off(value: string, target: ClientTarget): boolean
}

/** Where our proxy and its certificate are. */
export type Place = {
  proxyUrl: string
  /** PEM of our CA alone. */
  caFile: string
  /** PEM of the system's roots and our CA. */
  bundleFile: string
  /** Hosts the client shall reach without us; '' = none. */
  noProxy: string
}

export type Client = {
  id: string
  /** For people. */
  title: string
  /** Programs on PATH any of which shows that the client is here. */
  commands: readonly string[]
  /** For a library: a command that prints `yes` when it is installed. */
  library?: readonly [command: string, ...args: string[]]
  proxy: {
    /** Variables for http and https URLs, the first one set wins. Empty: none is read. */
    http: readonly string[]
    https: readonly string[]
    /** URL schemes a proxy may have. */
    schemes: readonly string[]
    /** Whether `host:port` without a scheme is understood. */
    bare: boolean
    /** What must be set for the variables to be read at all. */
    needs?: { name: string; value: string; orFlag?: { variable: string; flag: string } }
  }
  exceptions: {
    variables: readonly string[]
    /** Lists that count besides the first one set. */
    also?: readonly string[]
    /** Names of proxies for which there is no exception. */
    notFor?: readonly string[]
    dialect: Dialect
    /** Loopback never goes through the proxy, whatever the variables say. */
    loopbackDirect?: true
  }
  /** The first one set counts. */
  trust: readonly TrustVariable[]
  /** What is trusted when no variable is set. */
  store: string
  /** The store that a variable chose instead. */
  storeBy?(env: Variables): string | undefined
  /** What may switch verification off; the first one set decides. */
  verification?: readonly Verification[]
  /** Reads the config files of its own. Their settings stand in the lists above, under names with a blank. */
  readConfig?: ReadConfig
  /** Settings of its own that win over the common variables, or that users fall for. */
  quirks: readonly string[]
  /** Where this is written down. */
  source: string
  /** Variables besides the common ones that `run` sets for it. */
  settings?(place: Place): Record<string, string>
}

/** The usual order: lower case first. */
export const commonProxy = {
  http: ['http_proxy', 'HTTP_PROXY'],
  https: ['https_proxy', 'HTTPS_PROXY'],
  exceptions: ['no_proxy', 'NO_PROXY'],
} as const

/** curl's order, shared by what is built on libcurl: `http_proxy` in lower case only (httpoxy, CVE-2016-5385). */
export const curlProxy = {
  http: ['http_proxy', 'all_proxy', 'ALL_PROXY'],
  https: ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'],
  schemes: ['http', 'https', 'socks', 'socks4', 'socks4a', 'socks5', 'socks5h'],
  bare: true,
} as const
