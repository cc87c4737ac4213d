/** What Toxiproxy's API answers: JSON, nothing, or text, and its errors as its clients read them. */

export type Reply = { status: number; type?: string; body: string }

export const nothing: Reply = { status: 204, body: '' }

export function json(value: unknown, status = 200): Reply {
  return { status, type: 'application/json', body: JSON.stringify(value) }
}

export function text(body: string, status = 200, type = 'text/plain; charset=utf-8'): Reply {
  return { status, type, body }
}

/** An error with its status. Messages before the colon are Toxiproxy's own, since clients compare them. */
export class Refusal extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'Refusal'
    this.status = status
  }

  get fields(): { error: string; status: number } {
    return { error: this.message, status: this.status }
  }
}

/** With a line's end, as Toxiproxy writes it. */
export function refused({ fields, status }: Refusal): Reply {
  return { ...json(fields, status), body: `${JSON.stringify(fields)}\n` }
}

export function badBody(why: string): Refusal {
  return new Refusal(400, `bad request body: ${why}`)
}

export function missingField(what: string): Refusal {
  return new Refusal(400, `missing required field: ${what}`)
}
