/**
 * A trust store for Java: the JDK's own roots and our CA, made with the JDK's keytool, since a JVM reads no PEM file and
 * no variable for it. Made anew for each run, because the JDK on PATH may have changed.
 */
import { join } from 'node:path'
import { capture } from '../../../kit/environment.ts'
import type { Variables } from '../../../kit/environment.ts'
import { makeDirectory, readBytes, writeAtomic } from '../../../kit/files.ts'

export type JavaTrustStore = { file: string; password: string }

/** The password of every JDK's cacerts; it protects nothing, the certificates are public. */
const password = 'changeit'

/** Undefined when there is no JDK to make it with. */
export async function makeJavaTrustStore(
  directory: string,
  caFile: string,
  env: Variables,
): Promise<JavaTrustStore | undefined> {
  const ask = (command: string, args: string[]) => capture(command, args, { env }).catch(() => undefined)
  const settings = await ask('java', ['-XshowSettings:properties', '-version'])
  const home = /^\s*java\.home = (.+)$/m.exec(settings?.stderr ?? '')?.[1]
  if (home === undefined) return undefined
  const roots = await readBytes(join(home, 'lib', 'security', 'cacerts')).catch(() => undefined)
  if (!roots) return undefined
  const file = join(directory, 'java-cacerts')
  await makeDirectory(directory)
  await writeAtomic(file, roots)
  const store = ['-keystore', file, '-storepass', password]
  const args = ['-importcert', '-noprompt', '-alias', 'middlebox', '-file', caFile, ...store]
  const made = await ask(join(home, 'bin', 'keytool'), args)
  return made?.code === 0 ? { file, password } : undefined
}
