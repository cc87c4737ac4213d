/** Every client that `doctor` explains and `run` prepares, in the order they are shown. */
import { aws } from './aws.ts'
import { cargo } from './cargo.ts'
import type { Client } from './client.ts'
import { curl } from './curl.ts'
import { deno } from './deno.ts'
import { git } from './git.ts'
import { go } from './go.ts'
import { java } from './java.ts'
import { maven } from './maven.ts'
import { nodeFetch, nodeHttp } from './node.ts'
import { npm } from './npm.ts'
import { perl } from './perl.ts'
import { httpx, pip, requests, urllib } from './python.ts'
import { ruby } from './ruby.ts'
import { wget } from './wget.ts'

export const clients: readonly Client[] = [
  curl,
  git,
  wget,
  nodeHttp,
  nodeFetch,
  npm,
  deno,
  requests,
  urllib,
  httpx,
  pip,
  aws,
  go,
  cargo,
  ruby,
  perl,
  java,
  maven,
]
