/** The names under which secrets travel in HTTP, with where each is written down. */

/** Header fields whose value is a secret, in small letters. Cookie and Set-Cookie are read apart: their names are none. */
export const secretFields: ReadonlySet<string> = new Set([
  'authorization', // RFC 9110 §11.6.2
  'proxy-authorization', // RFC 9110 §11.7.2
  'authentication-info', // RFC 9110 §11.6.3
  'proxy-authentication-info', // RFC 9110 §11.7.3
  'dpop', // RFC 9449 §4
  'x-api-key', // AWS API Gateway, Anthropic and many others
  'api-key', // Azure OpenAI, New Relic
  'apikey', // Kong's key-auth plugin, Supabase
  'x-auth-token', // OpenStack Identity API
  'x-subject-token', // OpenStack Identity API
  'x-access-token',
  'x-amz-security-token', // AWS Signature Version 4
  'x-aws-ec2-metadata-token', // AWS instance metadata, version 2
  'x-goog-api-key', // Google Cloud API keys
  'x-goog-iap-jwt-assertion', // Google Identity-Aware Proxy
  'ocp-apim-subscription-key', // Azure API Management
  'x-functions-key', // Azure Functions
  'x-ms-token-aad-access-token', // Azure App Service authentication
  'x-ms-token-aad-id-token', // Azure App Service authentication
  'cf-access-jwt-assertion', // Cloudflare Access
  'cf-access-client-secret', // Cloudflare Access service tokens
  'x-auth-key', // Cloudflare API, global key
  'private-token', // GitLab REST API
  'job-token', // GitLab REST API
  'x-gitlab-token', // GitLab webhooks
  'x-hub-signature', // GitHub webhooks
  'x-hub-signature-256', // GitHub webhooks
  'stripe-signature', // Stripe webhooks
  'x-slack-signature', // Slack request signing
  'x-vault-token', // HashiCorp Vault
  'x-consul-token', // HashiCorp Consul
  'x-nomad-token', // HashiCorp Nomad
  'x-shopify-access-token', // Shopify Admin API
  'x-figma-token', // Figma REST API
  'x-typesense-api-key', // Typesense
  'x-algolia-api-key', // Algolia
  'dd-api-key', // Datadog
  'dd-application-key', // Datadog
  'x-csrf-token', // Rails, Laravel
  'x-csrftoken', // Django
  'x-xsrf-token', // Angular, Axios
  'x-session-token',
  'x-session-id',
])

/** Parameters of queries, fragments and forms, in small letters and without `-`, `_` and `.`. */
export const secretParameters: ReadonlySet<string> = new Set([
  'accesstoken', // RFC 6750 §2.3
  'refreshtoken', // RFC 6749 §6
  'idtoken', // OpenID Connect Core §3.2.2.5
  'idtokenhint', // OpenID Connect RP-Initiated Logout §2
  'clientsecret', // RFC 6749 §2.3.1
  'clientassertion', // RFC 7521 §4.2
  'assertion', // RFC 7521 §4.1
  'code', // RFC 6749 §4.1.2
  'codeverifier', // RFC 7636 §4.5
  'password', // RFC 6749 §4.3.2
  'passwd',
  'pwd',
  'passphrase',
  'secret',
  'token',
  'authtoken',
  'auth',
  'authorization',
  'apikey',
  'apitoken',
  'appkey',
  'key', // Google Cloud API keys
  'accesskey',
  'secretkey',
  'privatetoken', // GitLab REST API
  'jobtoken', // GitLab REST API
  'sessiontoken',
  'sessionid',
  'jwt',
  'samlresponse', // SAML 2.0 Bindings §3.5
  'samlrequest', // SAML 2.0 Bindings §3.4
  'signature',
  'sig', // Azure Storage shared access signatures
  'xamzsignature', // AWS Signature Version 4, query
  'xamzcredential', // AWS Signature Version 4, query
  'xamzsecuritytoken', // AWS Signature Version 4, query
  'awsaccesskeyid', // AWS Signature Version 2, query
  'xgoogsignature', // Google Cloud Storage signed URLs
  'xgoogcredential', // Google Cloud Storage signed URLs
  'subscriptionkey', // Azure API Management
])
