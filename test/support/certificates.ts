/** Certificates of every kind a server can show, right and wrong, minted for the test that needs them. */
import { generateKeyPairSync } from 'node:crypto'
import forge from 'node-forge'

export type Pair = { cert: string; key: string }

type Wish = {
  /** DNS names and IP addresses; the first is the common name too. */
  names: readonly string[]
  notBefore?: Date
  notAfter?: Date
}

const day = 24 * 3600_000
let serial = 0

/** A key for all of a file's certificates: RSA keys are what takes the time. */
function makeKey() {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const own = forge.pki.privateKeyFromPem(privateKey)
  return { pem: privateKey, own, public: forge.pki.setRsaPublicKey(own.n, own.e) }
}

export type TestCa = {
  cert: string
  key: string
  issue(wish: Wish): Pair
  intermediate(name: string, notAfter?: Date): TestCa
}

/** A certificate authority with a name of its own. */
export function createTestCa(name = 'Test Root'): TestCa {
  const key = makeKey()
  const subject = [{ name: 'commonName', value: name }]
  const cert = build({ names: [name] }, key, subject, key, subject, true)
  return caFrom(cert, key, subject, key)
}

/** A certificate that is its own issuer. */
export function selfSigned(wish: Wish): Pair {
  const key = makeKey()
  const subject = [{ name: 'commonName', value: wish.names[0] ?? '' }]
  return { cert: build(wish, key, subject, key, subject, false), key: key.pem }
}

type Key = ReturnType<typeof makeKey>
type Subject = forge.pki.CertificateField[]

function caFrom(cert: string, key: Key, subject: Subject, leafKey: Key): TestCa {
  return {
    cert,
    key: key.pem,
    issue: (wish) => {
      const leaf = [{ name: 'commonName', value: wish.names[0] ?? '' }]
      return { cert: build(wish, leafKey, leaf, key, subject, false), key: leafKey.pem }
    },
    intermediate: (name, notAfter) => {
      const own = [{ name: 'commonName', value: name }]
      const dates = notAfter === undefined ? {} : { notBefore: new Date(0), notAfter }
      return caFrom(build({ names: [name], ...dates }, leafKey, own, key, subject, true), leafKey, own, leafKey)
    },
  }
}

function build(wish: Wish, key: Key, subject: Subject, issuerKey: Key, issuer: Subject, ca: boolean): string {
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = key.public
  certificate.serialNumber = `0${(++serial).toString(16)}`
  certificate.validity.notBefore = wish.notBefore ?? new Date(Date.now() - day)
  certificate.validity.notAfter = wish.notAfter ?? new Date(Date.now() + 30 * day)
  certificate.setSubject(subject)
  certificate.setIssuer(issuer)
  const altNames = wish.names.map((name) =>
    /^[\d.]+$|:/.test(name) ? { type: 7, ip: name } : { type: 2, value: name },
  )
  certificate.setExtensions(ca ? [{ name: 'basicConstraints', cA: true }] : [{ name: 'subjectAltName', altNames }])
  certificate.sign(issuerKey.own, forge.md.sha256.create())
  return forge.pki.certificateToPem(certificate)
}
