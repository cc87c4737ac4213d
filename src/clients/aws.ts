/** The AWS CLI and boto3, both on botocore. */
import { commonProxy } from './client.ts'
import type { Client } from './client.ts'
import { readAwsConfig } from './configs/aws-config.ts'

export const aws: Client = {
  id: 'aws',
  title: 'AWS CLI, boto3',
  commands: ['aws'],
  proxy: { http: commonProxy.http, https: commonProxy.https, schemes: ['http', 'https'], bare: true },
  exceptions: { variables: commonProxy.exceptions, dialect: 'urllib' },
  trust: [
    { name: 'AWS_CA_BUNDLE', effect: 'replaces' },
    { name: 'aws ca_bundle', effect: 'replaces' },
    { name: 'REQUESTS_CA_BUNDLE', effect: 'replaces' },
  ],
  store: 'the roots that come with botocore',
  readConfig: readAwsConfig,
  quirks: ['The instance metadata address 169.254.169.254 is proxied too, unless it is in NO_PROXY.'],
  source: 'https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-proxy.html',
}
