/** Messages that parsers are tried on: sound ones, and those that request smuggling and broken software are made of. */

/** Sound requests, each complete, so that they can follow one another. */
export const validRequests: readonly string[] = [
  'GET / HTTP/1.1\r\n\r\n',
  'GET http://a.test/x?y=%20&&z HTTP/1.1\r\nHost: a.test\r\n\r\n',
  'GET http://user:pw@a.test:8080/ HTTP/1.1\r\nHost: a.test:8080\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n',
  'HEAD / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n',
  'DELETE /x HTTP/1.1\r\nHost: [::1]:80\r\nX-Empty:\r\nx-EMPTY: \r\nX-Tab:\ta\tb\t\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello',
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n',
  'POST / HTTP/1.0\r\nContent-Length: 3\r\nX-Latin: caf\xe9\r\n\r\n\0\xff\n',
  'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: a\r\ntransfer-encoding: CHUNKED\r\n\r\n1\r\na\r\n0A\r\n0123456789\r\n00\r\n\r\n',
  'PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n1;ext=1;e="a;b"\r\na\r\n0\r\nX: 1\r\nx: 2\r\n\r\n',
  'GET /ws HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, X-Gone\r\nX-Gone: 1\r\nKeep-Alive: timeout=5\r\n\r\n',
  'PURGE /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTE: trailers\r\n\r\n',
]

/** Sound responses, each complete without the end of the connection. */
export const validResponses: readonly string[] = [
  'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello',
  'HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n',
  'HTTP/1.0 404 Not  Found \r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nno',
  'HTTP/1.1 204 No Content\r\nDate: x\r\n\r\n',
  'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\n',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nSet-Cookie: a\r\nset-cookie: b\r\n\r\n3;x\r\na\r\n\r\n0\r\nChecksum: 1\r\n\r\n',
  'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx',
  'HTTP/1.1 299 caf\xe9\r\nX: \xff\r\nContent-Length: 3\r\n\r\n\r\n\0',
]

const post = (fields: string, body: string) => `POST / HTTP/1.1\r\nHost: a\r\n${fields}\r\n\r\n${body}`
const smuggled = '0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n'
const chunked = 'Transfer-Encoding: chunked'

/** Framing fields on which two readers have been known to disagree. */
const framing: readonly string[] = [
  `Content-Length: 5\r\n${chunked}`,
  `${chunked}\r\nContent-Length: 5`,
  'Content-Length: 5\r\nContent-Length: 6',
  'Content-Length: 5\r\nContent-Length: 5',
  'Content-Length: 5, 5',
  ...['+5', ' 5', '5 5', '0x5', '-5', '5,', '5_0', '05', '\x0b5', '5\x0c', '\xa05', '5\xa0', '\xb2', '\xd9\xa5', '', '18446744073709551621', '9007199254740993', '5;a', '"5"', '5.0', '1e1'].map(
    (value) => `Content-Length: ${value}`,
  ),
  ...['Content-Length : 5', 'Content-Length\t: 5', 'Content_Length: 5', 'Content-Length\0: 5', 'Content\x0b-Length: 5', ' Content-Length: 5', 'X: y\r\n Content-Length: 5'],
  ...['xchunked', 'chunkedx', 'chunked, chunked', 'chunked,', ', chunked', 'gzip, chunked', 'chunked, gzip', 'identity', 'chunked, identity', 'chunked;q=1', '"chunked"', ' \tchunked\t ', '\x0bchunked', '\x0cchunked', 'chunked\x0b', 'chunked\xa0', 'ch\xfcnked', 'chun\0ked', 'chun\rked', 'CHUNKED', 'cow', ''].map(
    (value) => `Transfer-Encoding: ${value}`,
  ),
  ...[`${chunked}\r\n${chunked}`, `${chunked}\r\nTransfer-Encoding: identity`, `Transfer-Encoding: x\r\n${chunked}`, `Transfer-Encoding:\r\n${chunked}`],
  ...['Transfer-Encoding : chunked', 'Transfer_Encoding: chunked', ' Transfer-Encoding: chunked', 'Transfer-Encoding:\r\n chunked', 'X: y\nTransfer-Encoding: chunked', 'X: y\rTransfer-Encoding: chunked', 'X:\r\r\nTransfer-Encoding: chunked', '\x00Transfer-Encoding: chunked', 'Transfer-Encoding\xa0: chunked'],
]

/** Chunked bodies on which they do. */
export const chunkTricks: readonly string[] = [
  '5\nhello\r\n0\r\n\r\n',
  '5\r\nhello\n0\r\n\r\n',
  '5\r\nhello0\r\n\r\n',
  '5\r\nhelloXX0\r\n\r\n',
  '5 \r\nhello\r\n0\r\n\r\n',
  ' 5\r\nhello\r\n0\r\n\r\n',
  '0x5\r\nhello\r\n0\r\n\r\n',
  '+5\r\nhello\r\n0\r\n\r\n',
  '-1\r\nhello\r\n0\r\n\r\n',
  '5_0\r\nhello\r\n0\r\n\r\n',
  '\xb5\r\nhello\r\n0\r\n\r\n',
  '00000000000000000005\r\nhello\r\n0\r\n\r\n',
  '10000000000000005\r\nhello\r\n0\r\n\r\n',
  'FFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n',
  '5;\r\nhello\r\n0\r\n\r\n',
  '5;a\rb\r\nhello\r\n0\r\n\r\n',
  '5;a\nb\r\nhello\r\n0\r\n\r\n',
  '5;\nhello\r\n0\r\n\r\n',
  '5;"\r\nhello\r\n0\r\n\r\n',
  '5;"a\\"b"\r\nhello\r\n0\r\n\r\n',
  '5;a="b\xff"\r\nhello\r\n0\r\n\r\n',
  '5 ; a = b\r\nhello\r\n0\r\n\r\n',
  '5,a\r\nhello\r\n0\r\n\r\n',
  '5\x0b\r\nhello\r\n0\r\n\r\n',
  '5\0\r\nhello\r\n0\r\n\r\n',
  '5\r\r\nhello\r\n0\r\n\r\n',
  '5\r\nhello\r\n0\r\n\n',
  '5\r\nhello\r\n0\n\r\n',
  '5\r\nhello\r\n0\r\nX: 1\n\r\n',
  '5\r\nhello\r\n0\r\nX : 1\r\n\r\n',
  '5\r\nhello\r\n0\r\n X: 1\r\n\r\n',
  '5\r\nhello\r\n0\r\nContent-Length: 5\r\n\r\n',
  '5\r\nhello\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n',
  '5\r\nhello\r\n0\r\nHost: b\r\n\r\n',
  '5\r\nhello\r\n0\r\nX: 1\r\n Y: 2\r\n\r\n',
  '5\r\nhello\r\n0\r\n\r\nX',
]

const startLines: readonly string[] = [
  'GET  / HTTP/1.1',
  ' GET / HTTP/1.1',
  'GET\t/\tHTTP/1.1',
  'GET / HTTP/1.1 ',
  'GET / HTTP/1.2',
  'GET / HTTP/1.01',
  'GET / HTTP/01.1',
  'GET / HTTP/2.0',
  'GET / HTTP/0.9',
  'GET / http/1.1',
  'GET /',
  'GET / \x0bHTTP/1.1',
  'GET /\0 HTTP/1.1',
  'GET /a b HTTP/1.1',
  'GET /\x7f HTTP/1.1',
  'GET /\xe9 HTTP/1.1',
  'GET /#a HTTP/1.1',
  'GET a HTTP/1.1',
  'GET http:// HTTP/1.1',
  'GET http://a@b@c/ HTTP/1.1',
  'GET http://a\\b/ HTTP/1.1',
  'GET http://a.test:99999/ HTTP/1.1',
  'GET //a/b HTTP/1.1',
  'get / HTTP/1.1',
  'G\xc9T / HTTP/1.1',
  'CONNECT a:443 HTTP/1.1',
  'CONNECT a:443 HTTP/1.1\r\nContent-Length: 5',
  'PRI * HTTP/2.0',
  '\nGET / HTTP/1.1',
  '\r\nGET / HTTP/1.1',
  '\rGET / HTTP/1.1',
]

/** Requests to be refused, or read in one way only. */
export const nastyRequests: readonly string[] = [
  ...framing.flatMap((fields) => [post(fields, 'hello'), post(fields, smuggled)]),
  ...chunkTricks.map((body) => post(chunked, body)),
  ...startLines.map((line) => `${line}\r\nHost: a\r\n\r\n`),
  post(chunked, smuggled).replace('HTTP/1.1', 'HTTP/1.0'),
  ...['Host: b', 'host:', 'A: b\rc', 'A: b\r\n\rC: d', 'A: b\0', ': x', 'A', 'A b: c', 'A(b): c', '\xe9: c', 'A:\x0bb', 'A: b\x0c', 'A: b\r\n c', 'A: b\r\n \r\nC: d'].map((line) => post(line, '')),
]

/** Responses of the same kind. */
export const nastyResponses: readonly string[] = [
  ...framing.flatMap((fields) => [`HTTP/1.1 200 OK\r\n${fields}\r\n\r\nhello`, `HTTP/1.1 200 OK\r\n${fields}\r\n\r\n5\r\nhello\r\n0\r\n\r\n`]),
  ...chunkTricks.map((body) => `HTTP/1.1 200 OK\r\n${chunked}\r\n\r\n${body}`),
  ...['HTTP/1.1  200 OK', 'HTTP/1.1 20 OK', 'HTTP/1.1 2000 OK', 'HTTP/1.1 099 OK', 'HTTP/1.1 200OK', 'HTTP/1.2 200 OK', 'HTTP/2 200', 'ICY 200 OK', 'HTTP/1.1 200 O\0K', 'HTTP/1.1 200 O\rK', 'http/1.1 200 OK', '\nHTTP/1.1 200 OK', 'HTTP/1.1 200'].map(
    (line) => `${line}\r\nContent-Length: 0\r\n\r\n`,
  ),
  'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
  'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello',
  'HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n',
  'HTTP/1.1 103 Early Hints\r\nContent-Length: 5\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
  'HTTP/1.1 200 OK\nContent-Length: 5\n\nhello',
  'HTTP/1.1 200 OK\r\nA: b\r\n c\r\nContent-Length: 5\r\n\r\nhello',
  'HTTP/1.1 200 OK\r\n Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nhello',
]
