/** What a handler gives back, and how it becomes HTTP. */

/** A secret that belongs into the body once and into no store: it is put in when the answer leaves. */
export interface Secret {
  /** Member of the body. */
  member: 'api_key' | 'new_api_key'
  value: string
}

export interface Answer {
  status: number
  body?: unknown
  headers?: Record<string, string>
  /** The body itself must not carry it: the body is kept for replays. */
  secret?: Secret
}

interface Marks {
  etag?: string
  location?: string
  secret?: Secret
}

/** 200. */
export function ok(body: unknown, marks: Marks = {}): Answer {
  return answer(200, body, marks)
}

/** 201. */
export function created(body: unknown, marks: Marks = {}): Answer {
  return answer(201, body, marks)
}

/** 204. */
export function noContent(marks: Marks = {}): Answer {
  return answer(204, undefined, marks)
}

function answer(status: number, body: unknown, { etag, location, secret }: Marks): Answer {
  return {
    status,
    ...(body !== undefined && { body }),
    headers: {
      ...(etag !== undefined && { ETag: etag }),
      ...(location !== undefined && { Location: location }),
    },
    ...(secret && { secret }),
  }
}

/** An answer with its secret in place. */
export function bodyOf({ body, secret }: Answer): unknown {
  return secret ? { ...(body as Record<string, unknown>), [secret.member]: secret.value } : body
}

/** As an HTTP answer, JSON unless the handler made a Response of its own (a stream, CSV). */
export function responseOf(answer: Answer): Response {
  const body = bodyOf(answer)
  if (body === undefined)
    return new Response(null, { status: answer.status, headers: answer.headers ?? {} })
  return new Response(JSON.stringify(body), {
    status: answer.status,
    headers: { 'Content-Type': 'application/json', ...answer.headers },
  })
}
