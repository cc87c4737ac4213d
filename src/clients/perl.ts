/** Perl's LWP::UserAgent. */
import type { Client } from './client.ts'

export const perl: Client = {
  id: 'perl',
  title: 'Perl LWP',
  commands: ['perl'],
  library: ['perl', '-MLWP::UserAgent', '-e', 'print "yes"'],
  proxy: {
    // In sorted order, so capitals come first.
    http: ['HTTP_PROXY', 'http_proxy'],
    https: ['HTTPS_PROXY', 'https_proxy'],
    schemes: ['http', 'https'],
    bare: false,
    needs: { name: 'PERL_LWP_ENV_PROXY', value: '1' },
  },
  exceptions: { variables: ['NO_PROXY', 'no_proxy'], dialect: 'perl' },
  trust: [
    { name: 'PERL_LWP_SSL_CA_FILE', effect: 'replaces' },
    { name: 'HTTPS_CA_FILE', effect: 'replaces' },
    { name: 'SSL_CERT_FILE', effect: 'replaces' },
  ],
  store: 'the system store or Mozilla::CA',
  quirks: ['example.com in NO_PROXY also covers nonexample.com.', 'Programs may call env_proxy themselves.'],
  source: 'https://metacpan.org/pod/LWP::UserAgent#env_proxy',
}
