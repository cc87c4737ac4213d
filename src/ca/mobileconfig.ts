/** The root certificate as an Apple configuration profile, which iOS and macOS install from a link. */
import { createHash, type X509Certificate } from 'node:crypto'

/** The same certificate gives the same identifiers, so installing it again replaces it. */
export function toMobileconfig(certificate: X509Certificate, name: string): string {
  const digest = createHash('sha256').update(certificate.raw).digest('hex')
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<key>PayloadContent</key>
	<array>
${certificatePayload(certificate, name, digest)}	</array>
	<key>PayloadDescription</key>
	<string>Lets this device trust the proxy of ${escape(name)}. Remove it when you are done.</string>
	<key>PayloadDisplayName</key>
	<string>${escape(name)}</string>
	<key>PayloadIdentifier</key>
	<string>${identifierOf(digest)}</string>
	<key>PayloadRemovalDisallowed</key>
	<false/>
	<key>PayloadType</key>
	<string>Configuration</string>
	<key>PayloadUUID</key>
	<string>${uuid(digest.slice(32))}</string>
	<key>PayloadVersion</key>
	<integer>1</integer>
</dict>
</plist>
`
}

function certificatePayload(certificate: X509Certificate, name: string, digest: string): string {
  const body = certificate.raw.toString('base64').replace(/.{1,64}/g, '\t\t\t$&\n')
  return `		<dict>
			<key>PayloadCertificateFileName</key>
			<string>middlebox-ca.cer</string>
			<key>PayloadContent</key>
			<data>
${body}			</data>
			<key>PayloadDisplayName</key>
			<string>${escape(name)}</string>
			<key>PayloadIdentifier</key>
			<string>${identifierOf(digest)}.root</string>
			<key>PayloadType</key>
			<string>com.apple.security.root</string>
			<key>PayloadUUID</key>
			<string>${uuid(digest.slice(0, 32))}</string>
			<key>PayloadVersion</key>
			<integer>1</integer>
		</dict>
`
}

function identifierOf(digest: string): string {
  return `middlebox.ca.${digest.slice(0, 8)}`
}

/** 32 hex digits as a UUID of version 8, whose bits are the maker's own (RFC 9562 §5.8). */
function uuid(hex: string): string {
  const digits = `${hex.slice(0, 12)}8${hex.slice(13, 16)}a${hex.slice(17)}`.toUpperCase()
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
