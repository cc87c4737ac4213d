/** A script for `middlebox -s`: it answers for a service that is not there, edits what passes, and tells of what was slow. */
import type { OnExchange, OnMessage, OnRequest, OnResponse } from 'middlebox'

let orders = 0

export const onRequest: OnRequest = async (request, { log, tag }) => {
  const { hostname, pathname } = new URL(request.url)
  if (hostname === 'orders.test' && request.method === 'POST') {
    const order = await request.json<{ item: string }>()
    log('order', ++orders, order.item)
    tag('order')
    return { status: 201, headers: { Location: `/orders/${orders}` }, json: { id: orders, ...order } }
  }
  if (hostname === 'orders.test') return 'drop'
  if (pathname === '/echo') request.headers.set('X-Tenant', 'test')
}

export const onResponse: OnResponse = async (response, { request }) => {
  if (!request.url.endsWith('/gzip')) return
  response.headers.delete('Cache-Control')
  response.body = JSON.stringify({ ...(await response.json<object>()), edited: true })
}

export const onMessage: OnMessage = (message) => {
  if (message.data === 'secret') return 'drop'
  if (message.direction === 'down' && typeof message.data === 'string') message.data += ' (seen)'
}

export const onExchange: OnExchange = (exchange, { log }) => {
  if (exchange.durationMs > 500) log('slow:', exchange.method, exchange.url)
}
