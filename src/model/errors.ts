/**
 * Every error a user can meet, once: its code, what it says, what to do, and the exit code when it ends the program.
 * Thrown at boundaries only (command line, config, start); on the wire the same codes travel in `Failure`.
 */

export type ErrorEntry = {
  /** One sentence for the reference page: when this happens. */
  summary: string
  /** What to do about it. */
  hint: string
  /** Exit code when it ends the program (PRODUCT.md §2). */
  exit: 1 | 2
  /** RFC 9209 error type shown in Proxy-Status, for upstream failures. */
  proxyStatus?: string
  /** Status of the answer we make, for failures on the wire. */
  status?: number
}

export const errors = {
  usage: { summary: 'A command, option or argument is not understood.', hint: 'See middlebox --help.', exit: 2 },
  not_in_this_version: { summary: 'The command or option belongs to a later version.', hint: 'See middlebox --help for what this one has.', exit: 2 },
  config_invalid: { summary: 'A config file, environment variable or option has a wrong value.', hint: 'Correct the named place.', exit: 2 },
  filter_invalid: { summary: 'A filter expression cannot be parsed.', hint: 'middlebox help filters lists what there is.', exit: 2 },
  rule_invalid: { summary: 'A rule, fault or action has a wrong value.', hint: 'Correct the named place.', exit: 2 },
  har_invalid: { summary: 'A HAR file cannot be read.', hint: 'Save it again with the tool that wrote it.', exit: 2 },
  script_invalid: { summary: 'A script cannot be loaded.', hint: 'Correct the named place.', exit: 2 },
  port_taken: { summary: 'The address to listen on is in use.', hint: 'Choose another with -p, or -p 0 for any free port.', exit: 1 },
  listen_failed: { summary: 'The address to listen on cannot be bound.', hint: 'Check --listen-host and -p.', exit: 1 },
  ca_invalid: { summary: 'The CA files are unreadable, expired or not ours.', hint: 'middlebox ca rotate makes a new CA.', exit: 1 },
  trust_failed: { summary: 'The CA could not be added to or removed from a trust store.', hint: 'Run the printed command by hand to see why, or trust the CA per process: middlebox ca env', exit: 1 },
  node_version: { summary: 'Node is older than Middlebox needs.', hint: 'Install Node 24 or newer.', exit: 1 },
  output_failed: { summary: 'What was received could not be written where it was to go.', hint: 'The message says why.', exit: 1 },
  not_found: { summary: 'A command names an exchange, a rule or a pause that is not there.', hint: 'List what there is first.', exit: 1 },
  unauthorized: { summary: 'A request to the control API carries no token, or a wrong one.', hint: 'Send Authorization: Bearer TOKEN; the first line of the proxy says where the token is kept.', exit: 1 },
  api_refused: { summary: 'A request to the control API comes from where none may come.', hint: 'Ask the address it listens on, without an Origin.', exit: 1 },
  internal: { summary: 'A defect in Middlebox.', hint: 'Run again with -v and report what it prints.', exit: 1 },

  bad_request: { summary: 'The client sent bytes that are no valid request.', hint: 'The exchange shows the bytes and the reason.', exit: 1, status: 400 },
  head_too_large: { summary: 'A request head is over the size limit.', hint: 'Raise limits.headBytes or limits.fieldCount.', exit: 1, status: 431 },
  target_too_long: { summary: 'A request target is over the size limit.', hint: 'Raise limits.targetBytes.', exit: 1, status: 414 },
  head_timeout: { summary: 'A request head did not arrive in time.', hint: 'Raise limits.headTimeout.', exit: 1, status: 408 },
  loop_detected: { summary: 'The request would have been sent to this proxy itself.', hint: 'Check the address asked for.', exit: 1, status: 502, proxyStatus: 'proxy_loop_detected' },
  client_refused: { summary: 'A client from a public address was refused.', hint: 'Name its network with --allow-clients.', exit: 1, status: 403 },
  too_many_connections: { summary: 'The limit of client connections is reached.', hint: 'Raise limits.connections.', exit: 1 },
  client_abort: { summary: 'The client went away before the end.', hint: 'Its own timeout, or it was stopped.', exit: 1 },
  client_tls: { summary: 'The TLS handshake with the client failed.', hint: 'Usually the client does not trust the CA yet: curl --cacert "$(middlebox ca path)", or middlebox ca trust for this machine.', exit: 1 },
  ca_constrained: { summary: 'The CA was made for other hosts than this one, and the client keeps to that.', hint: 'Make one for it too (middlebox ca rotate --permit HOST …), or let the host pass with --ignore-hosts.', exit: 1 },
  client_certificate: { summary: 'The client showed no certificate that the site accepts (clientCa).', hint: 'Give the client its certificate: curl --cert FILE --key FILE.', exit: 1, status: 400 },
  not_mocked: { summary: 'No mock answers the request, and --mock-only keeps it from the network.', hint: 'Add a mock for it; the answer names the rule that came nearest, and why it missed.', exit: 1, status: 502, proxyStatus: 'http_request_denied' },
  blocked: { summary: 'A rule refused the request.', hint: 'The exchange names the rule.', exit: 1, status: 403 },
  shutdown: { summary: 'The proxy was stopped while the exchange was running.', hint: 'None.', exit: 1 },

  injected: { summary: 'A fault that was injected ended the exchange.', hint: 'It was meant to: the rule is named.', exit: 1, status: 502 },
  injected_reset: { summary: 'A fault that was injected reset the connection.', hint: 'It was meant to: the rule is named.', exit: 1, status: 502 },

  dns_failed: { summary: 'The upstream host name did not resolve.', hint: 'Check the name, or pin it with --resolve.', exit: 1, status: 502, proxyStatus: 'dns_error' },
  dns_timeout: { summary: 'The name server did not answer in time.', hint: 'Check the network.', exit: 1, status: 504, proxyStatus: 'dns_timeout' },
  connect_refused: { summary: 'The upstream refused the connection.', hint: 'Is it running, on that port?', exit: 1, status: 502, proxyStatus: 'connection_refused' },
  connect_timeout: { summary: 'The upstream did not accept the connection in time.', hint: 'See --connect-timeout.', exit: 1, status: 504, proxyStatus: 'connection_timeout' },
  connect_unreachable: { summary: 'There is no route to the upstream.', hint: 'Check the network.', exit: 1, status: 502, proxyStatus: 'destination_ip_unroutable' },
  connect_failed: { summary: 'The connection to the upstream failed.', hint: 'The message has the cause.', exit: 1, status: 502, proxyStatus: 'destination_unavailable' },
  upstream_reset: { summary: 'The upstream reset the connection.', hint: 'Look at its log.', exit: 1, status: 502, proxyStatus: 'connection_terminated' },
  upstream_closed: { summary: 'The upstream closed the connection before the response was complete.', hint: 'Look at its log.', exit: 1, status: 502, proxyStatus: 'http_response_incomplete' },
  upstream_malformed: { summary: 'The upstream sent bytes that are no valid response.', hint: 'The exchange shows the bytes and the reason.', exit: 1, status: 502, proxyStatus: 'http_protocol_error' },
  upstream_head_too_large: { summary: 'A response head is over the size limit.', hint: 'Raise limits.headBytes or limits.fieldCount.', exit: 1, status: 502, proxyStatus: 'http_response_header_section_size' },
  upstream_h2: { summary: 'The upstream ended the HTTP/2 stream or connection with an error.', hint: 'The message has its error code.', exit: 1, status: 502, proxyStatus: 'http_protocol_error' },
  upstream_timeout: { summary: 'The upstream did not answer in the time that its route gives it.', hint: 'Look at why it is slow, or raise the timeouts of the route.', exit: 1, status: 504, proxyStatus: 'http_response_timeout' },
  upstream_status: { summary: 'The upstream answered with a status that its route tries again.', hint: 'Look at its log.', exit: 1 },
  upstream_unwanted: { summary: 'A try at an upstream was given up because another was answered first.', hint: 'None.', exit: 1 },
  no_route: { summary: 'No route of the reverse proxy matches the request.', hint: 'middlebox reverse --explain URL says why.', exit: 1, status: 404 },
  pool_unavailable: { summary: 'Every upstream of the route is unhealthy.', hint: 'Start or mend one of them; it gets requests again when its health check or its time out is over.', exit: 1, status: 503 },
  pool_busy: { summary: 'Every upstream of the route has as many requests as it takes.', hint: 'Raise maxConnections, queue or bulkhead of the route.', exit: 1, status: 503 },
  breaker_open: { summary: 'The circuit breaker of the route is open.', hint: 'It asks again after the time that Retry-After says.', exit: 1, status: 503 },
  reverse_method: { summary: 'CONNECT was sent to a reverse proxy, which opens no tunnels.', hint: 'A forward proxy does: middlebox forward.', exit: 1, status: 405 },
  tls_certificate: { summary: "The upstream's certificate is not trusted.", hint: 'Add its CA with --cacert, or use -k to accept any.', exit: 1, status: 502, proxyStatus: 'tls_certificate_error' },
  tls_failed: { summary: 'The TLS handshake with the upstream failed.', hint: 'The message has the reason.', exit: 1, status: 502, proxyStatus: 'tls_protocol_error' },
  tls_alert: { summary: 'The upstream ended the TLS handshake with an alert.', hint: 'The message has the alert and what it means.', exit: 1, status: 502, proxyStatus: 'tls_alert_received' },
  parent_refused: { summary: 'The parent proxy did not open the tunnel.', hint: 'Check -x and -U.', exit: 1, status: 502, proxyStatus: 'destination_unavailable' },
  not_supported: { summary: 'The request asks for something that cannot be forwarded.', hint: 'The message says what.', exit: 1, status: 501 },
} satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof errors

/** An error for the user: code, one line, and what to do. */
export class MiddleboxError extends Error {
  readonly code: ErrorCode
  readonly hint: string

  constructor(code: ErrorCode, message: string, hint: string = errors[code].hint, options?: ErrorOptions) {
    super(message, options)
    this.name = 'MiddleboxError'
    this.code = code
    this.hint = hint
  }

  get exitCode(): number {
    return errors[this.code].exit
  }
}
