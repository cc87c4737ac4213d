/** How each platform comes to trust the root: the steps as data, shown as HTML and as text. */

export type Step = {
  text: string
  /** A download of this origin that the step needs. */
  file?: string
  /** A line to type. */
  command?: string
}

export type Section = { title: string; steps: readonly Step[] }

/** `portOption`: what `ca env` must be told when the proxy is not on its usual port, with a blank in front; or ''. */
export function trustGuide(portOption: string): readonly Section[] {
  const environment = `eval "$(middlebox ca env${portOption})"`
  return [
    {
      title: 'One terminal only',
      steps: [
        {
          text: 'Sets the proxy and the CA for curl, Node, Python, Go, git, npm, pip, cargo and others in this shell; nothing is installed.',
          command: environment,
        },
        { text: 'Or for one command.', command: 'middlebox run -- npm test' },
      ],
    },
    ...computers,
    ...phones,
    ...programs,
  ]
}

const computers: readonly Section[] = [
  {
    title: 'Linux',
    steps: [
      { text: 'On the machine where Middlebox runs: adds the CA to the system store.', command: 'middlebox ca trust' },
      {
        text: 'On another, Debian or Ubuntu: save the certificate, then',
        file: '/ca.pem',
        command:
          'sudo install -m 0644 middlebox-ca.pem /usr/local/share/ca-certificates/middlebox-ca.crt && sudo update-ca-certificates',
      },
      {
        text: 'Fedora or RHEL:',
        command:
          'sudo install -m 0644 middlebox-ca.pem /etc/pki/ca-trust/source/anchors/ && sudo update-ca-trust extract',
      },
    ],
  },
  {
    title: 'macOS',
    steps: [
      {
        text: 'On the machine where Middlebox runs: adds the CA to your login keychain.',
        command: 'middlebox ca trust',
      },
      {
        text: 'On another: save the certificate, then',
        file: '/ca.pem',
        command: 'security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db middlebox-ca.pem',
      },
    ],
  },
  {
    title: 'Windows',
    steps: [
      {
        text: 'On the machine where Middlebox runs: adds the CA to your own root store.',
        command: 'middlebox ca trust',
      },
      {
        text: 'On another: save the certificate, then',
        file: '/ca.der',
        command: 'certutil -user -addstore Root middlebox-ca.cer',
      },
    ],
  },
]

const phones: readonly Section[] = [
  {
    title: 'iOS and iPadOS',
    steps: [
      { text: 'Open this page in Safari and allow the download of the profile.', file: '/ca.mobileconfig' },
      { text: 'Settings > General > VPN & Device Management: install the profile.' },
      { text: 'Settings > General > About > Certificate Trust Settings: turn on full trust for it.' },
    ],
  },
  {
    title: 'Android',
    steps: [
      { text: 'Save the certificate.', file: '/ca.der' },
      {
        text: 'Settings > Security > Encryption & credentials > Install a certificate > CA certificate. Names differ by maker; search the settings for "certificate".',
      },
      {
        text: 'Chrome follows. Other apps trust it only if they are built to (networkSecurityConfig, debug builds).',
      },
    ],
  },
]

const programs: readonly Section[] = [
  {
    title: 'Firefox',
    steps: [
      { text: 'On Linux, for Firefox and Chrome of this user:', command: 'middlebox ca trust --nss' },
      {
        text: 'Or by hand: Settings > Privacy & Security > View Certificates > Authorities > Import, and tick "identify websites".',
        file: '/ca.pem',
      },
      { text: 'On macOS and Windows it follows the system store.' },
    ],
  },
  {
    title: 'Chrome and Edge',
    steps: [
      { text: 'On macOS and Windows they follow the system store; restart them.' },
      { text: 'On Linux:', command: 'middlebox ca trust --nss' },
    ],
  },
  {
    title: 'Java',
    steps: [
      {
        text: 'For one JDK:',
        file: '/ca.pem',
        command: 'keytool -importcert -cacerts -storepass changeit -noprompt -alias middlebox -file middlebox-ca.pem',
      },
      {
        text: 'For one program, trusting this CA alone (the file has no password):',
        file: '/ca.p12',
        command: 'java -Djavax.net.ssl.trustStore=middlebox-ca.p12 -Djavax.net.ssl.trustStorePassword= …',
      },
    ],
  },
]
