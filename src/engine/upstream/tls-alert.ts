/** The alerts of TLS by number (RFC 8446 §6, RFC 5246 §7.2, IANA's registry), and what they mean to the one who gets them. */

const alerts: Readonly<Record<number, string>> = {
  0: 'close_notify',
  10: 'unexpected_message',
  20: 'bad_record_mac',
  21: 'decryption_failed',
  22: 'record_overflow',
  30: 'decompression_failure',
  40: 'handshake_failure',
  41: 'no_certificate',
  42: 'bad_certificate',
  43: 'unsupported_certificate',
  44: 'certificate_revoked',
  45: 'certificate_expired',
  46: 'certificate_unknown',
  47: 'illegal_parameter',
  48: 'unknown_ca',
  49: 'access_denied',
  50: 'decode_error',
  51: 'decrypt_error',
  70: 'protocol_version',
  71: 'insufficient_security',
  80: 'internal_error',
  86: 'inappropriate_fallback',
  90: 'user_canceled',
  100: 'no_renegotiation',
  109: 'missing_extension',
  110: 'unsupported_extension',
  112: 'unrecognized_name',
  113: 'bad_certificate_status_response',
  115: 'unknown_psk_identity',
  116: 'certificate_required',
  120: 'no_application_protocol',
}

const meanings: Readonly<Record<string, string>> = {
  handshake_failure: 'it found nothing both sides support, or wants a client certificate',
  bad_certificate: 'it does not accept our client certificate',
  unsupported_certificate: 'it does not accept this kind of client certificate',
  certificate_revoked: 'our client certificate is revoked',
  certificate_expired: 'our client certificate has expired',
  certificate_unknown: 'it does not accept our client certificate',
  unknown_ca: 'it does not know the CA of our client certificate',
  access_denied: 'our client certificate is valid but not allowed in',
  protocol_version: 'it does not support TLS 1.2 or 1.3',
  insufficient_security: 'it wants stronger ciphers',
  unrecognized_name: 'it serves no such name',
  certificate_required: 'it wants a client certificate',
  no_application_protocol: 'it supports none of the protocols offered',
}

export function alertByNumber(number: number): string {
  return alerts[number] ?? `number ${number}`
}

/** The name of the alert that an error of OpenSSL tells of, if it tells of one. */
export function alertOf({ code = '', message }: NodeJS.ErrnoException): string | undefined {
  const number = /SSL alert number (\d+)/.exec(message)?.[1]
  if (number !== undefined) return alertByNumber(Number(number))
  return /_ALERT_([A-Z_]+)$/.exec(code)?.[1]?.toLowerCase()
}

const wantsCertificate = new Set(['certificate_required', 'bad_certificate', 'handshake_failure'])

/** The hint of an alert that a client certificate may answer; the others have none of their own. */
export function alertAdvice(alert: string): { hint?: string } {
  return wantsCertificate.has(alert) ? { hint: 'It may want a client certificate: -E.' } : {}
}

/** What follows the alert's name in a message: `: it wants a client certificate`, or nothing. */
export function alertMeaning(alert: string): string {
  const meaning = meanings[alert]
  return meaning === undefined ? '' : `: ${meaning}`
}
