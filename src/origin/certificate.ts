/** `/ca.pem` and the like: the root certificate in the format a device asks for. */
import { formats, type Format } from '../ca/formats.ts'
import { bytesAnswer } from './answer.ts'
import type { Page } from './page.ts'

export const caPem = download(
  '/ca.pem',
  formats.pem,
  'The CA certificate as PEM: Linux, Android, Firefox, command-line tools',
)
export const caDer = download('/ca.der', formats.der, 'The CA certificate as DER: Windows, Android')
export const caP12 = download('/ca.p12', formats.p12, 'The CA certificate as PKCS #12 without a password: Java')
export const caMobileconfig = download(
  '/ca.mobileconfig',
  formats.mobileconfig,
  'The CA certificate as a profile: iOS, macOS',
)

function download(path: string, format: Format, summary: string): Page {
  return {
    path,
    example: path,
    summary,
    methods: 'read',
    answer(asked) {
      const bytes = format.bytes(asked.world.authority.certificate)
      const disposition = `attachment; filename="${format.fileName}"`
      return bytesAnswer(asked, format.mediaType, bytes, ['Content-Disposition', disposition, ...noSniffing])
    },
  }
}

const noSniffing = ['X-Content-Type-Options', 'nosniff']
