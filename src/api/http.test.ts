import { beforeEach, describe, expect, it, vi } from 'vitest'

import { Failure } from '~/domain/failure'
import { aConsumer, aMe } from '~/test/builders'

import type { Identity } from './connection'
import { connect } from './connection'
import { client, safePath, unwrap } from './http'

type Answer = () => Response | Promise<Response>

const json =
  (body: unknown, init: ResponseInit = {}): Answer =>
  () =>
    Response.json(body, init)
const problem =
  (status: number, more: object = {}, headers: Record<string, string> = {}): Answer =>
  () =>
    new Response(
      JSON.stringify({ type: 'about:blank', title: 'No', status, request_id: 'r-1', ...more }),
      {
        status,
        headers: { 'content-type': 'application/problem+json', ...headers },
      },
    )
const broken: Answer = () => Promise.reject(new TypeError('Failed to fetch'))

/** Answers in turn, the last one for ever; keeps what was asked. */
function answering(...answers: Answer[]) {
  const asked: { url: string; method: string; headers: Headers; body: string | undefined }[] = []
  const fake = vi.fn<(url: string, init: RequestInit) => Promise<Response>>((url, init) => {
    asked.push({
      url,
      method: init.method ?? 'GET',
      headers: new Headers(init.headers),
      body: init.body as string | undefined,
    })
    const answer = answers[Math.min(asked.length, answers.length) - 1]
    return Promise.resolve(answer?.() ?? Response.error())
  })
  vi.stubGlobal('fetch', fake)
  return asked
}

let path = 0
/** A fresh tenant for every call, so that a closed window of one test is not another's. */
const get = () =>
  unwrap(client.GET('/v1/consumers/{tenant}', { params: { path: { tenant: `t${path++}` } } }))
const post = (headers: { 'Idempotency-Key'?: string } = {}) =>
  unwrap(
    client.POST('/v1/consumers/{tenant}', {
      params: { path: { tenant: `t${path++}` }, header: headers },
      body: { external_id: 'x', name: 'n', email: 'a@b.c' },
    }),
  )
const failureOf = async (call: Promise<unknown>): Promise<Failure> => {
  const error: unknown = await call.then(
    () => new Error('it succeeded'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof Failure)) throw error
  return error
}

const person = { token: 'old' }
const identity = {
  token: vi.fn<Identity['token']>(() => Promise.resolve(person.token)),
  renew: vi.fn<Identity['renew']>(() => Promise.resolve((person.token = 'new'))),
  lost: vi.fn<Identity['lost']>(),
}

beforeEach(() => {
  person.token = 'old'
  vi.spyOn(Math, 'random').mockReturnValue(0)
  for (const one of Object.values(identity)) one.mockClear()
  connect({ apiBase: 'http://api.test/base', identity })
})

describe('what hangs or finds nobody', () => {
  it('is a reason to ask what is down, every 3 s while it lasts', async () => {
    vi.useFakeTimers()
    const suspect = vi.fn<() => void>()
    connect({ apiBase: 'http://api.test/base', identity, suspect })
    const answer = Promise.withResolvers<Response>()
    answering(() => answer.promise)
    const call = get()
    await vi.advanceTimersByTimeAsync(2_999)
    expect(suspect).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(3_001)
    expect(suspect).toHaveBeenCalledTimes(2)
    answer.resolve(Response.json({ items: [] }))
    await call
    await vi.advanceTimersByTimeAsync(60_000)
    expect(suspect).toHaveBeenCalledTimes(2)
    vi.useRealTimers()
  })

  it('is told at once of a connection that failed', async () => {
    const suspect = vi.fn<() => void>()
    connect({ apiBase: 'http://api.test/base', identity, suspect })
    answering(broken)
    expect((await failureOf(get())).kind).toBe('unreachable')
    expect(suspect).toHaveBeenCalledTimes(1)
  })
})

describe('a read', () => {
  it('goes to the configured address with the token, no cookies, and follows nothing', async () => {
    const asked = answering(json({ items: [] }))
    await get()
    expect(asked[0]?.url).toMatch(/^http:\/\/api\.test\/base\/v1\/consumers\/t\d+$/)
    expect(asked[0]?.headers.get('authorization')).toBe('Bearer old')
    const init = vi.mocked(fetch).mock.calls[0]?.[1]
    expect(init).toMatchObject({ credentials: 'omit', redirect: 'error', cache: 'no-store' })
  })

  it.each([[408], [425], [502], [503], [504]])('is asked again twice after %i', async (status) => {
    const asked = answering(problem(status), problem(status), json({ items: [] }))
    await expect(get()).resolves.toEqual({ items: [] })
    expect(asked).toHaveLength(3)
  })

  it('is asked again twice after a network error, then says who gave no answer', async () => {
    const asked = answering(broken)
    const failure = await failureOf(get())
    expect(asked).toHaveLength(3)
    expect(failure.kind).toBe('unreachable')
    expect(failure.message).toContain('http://api.test')
  })

  it('is not asked again for what took longer than is left: who did not answer stays known', async () => {
    const clock = vi.spyOn(Date, 'now')
    const detail = 'Prometheus did not answer within 9 s.'
    const asked = answering(() => {
      clock.mockReturnValue(performance.timeOrigin + 8_500)
      return problem(504, { detail })()
    })
    clock.mockReturnValue(performance.timeOrigin)
    expect((await failureOf(get())).message).toBe(detail)
    expect(asked).toHaveLength(1)
    clock.mockRestore()
  })

  it.each([[400], [403], [404], [409], [422], [500]])(
    'is not asked again after %i',
    async (status) => {
      const asked = answering(problem(status))
      expect((await failureOf(get())).status).toBe(status)
      expect(asked).toHaveLength(1)
    },
  )

  it('ends at the deadline although nothing answers', async () => {
    const deadline = new AbortController()
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(deadline.signal)
    vi.stubGlobal(
      'fetch',
      (_: string, { signal }: RequestInit) =>
        new Promise((_resolve, reject) =>
          signal?.addEventListener('abort', () => reject(signal.reason)),
        ),
    )
    const call = failureOf(get())
    setTimeout(() => deadline.abort(new DOMException('late', 'TimeoutError')), 5)
    expect((await call).kind).toBe('timeout')
    expect(AbortSignal.timeout).toHaveBeenCalledWith(10_000)
  })

  it('ends at the deadline although the identity server hangs', async () => {
    const deadline = new AbortController()
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(deadline.signal)
    const asked = answering(json({}))
    identity.token.mockReturnValueOnce(new Promise(() => undefined))
    const call = failureOf(get())
    setTimeout(() => deadline.abort(new DOMException('late', 'TimeoutError')), 5)
    expect((await call).kind).toBe('timeout')
    expect(asked).toHaveLength(0)
  })

  it("is the caller's to abort, and that is no Failure", async () => {
    vi.stubGlobal(
      'fetch',
      (_: string, { signal }: RequestInit) =>
        new Promise((_resolve, reject) =>
          signal?.addEventListener('abort', () => reject(signal.reason)),
        ),
    )
    const stop = new AbortController()
    const call = unwrap(client.GET('/v1/me', { signal: stop.signal }))
    setTimeout(() => stop.abort(), 5)
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('an answer that is none', () => {
  it.each<[string, Answer, string]>([
    [
      'a welcome page',
      () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
      'text/html',
    ],
    [
      'JSON cut off',
      () => new Response('{"items": [', { headers: { 'content-type': 'application/json' } }),
      'JSON',
    ],
    ['no type at all', () => new Response(new Uint8Array([1])), '—'],
  ])('is malformed: %s', async (_, answer, named) => {
    answering(answer)
    const failure = await failureOf(get())
    expect(failure.kind).toBe('malformed')
    expect(failure.message).toContain(named)
  })

  it('takes an HTML error page for its status only', async () => {
    answering(
      () =>
        new Response('<h1>secret</h1>', {
          status: 503,
          headers: { 'content-type': 'text/html', 'x-request-id': 'r-9' },
        }),
    )
    const failure = await failureOf(get())
    expect(failure).toMatchObject({ kind: 'bad-gateway', requestId: 'r-9' })
    expect(failure.message).not.toContain('secret')
  })
})

describe('a refusal in words', () => {
  it('carries fields, roles and the request id', async () => {
    const errors = [{ pointer: '/email', detail: 'taken' }, { pointer: 3 }, 'x']
    answering(problem(422, { detail: 'Two faults.', errors, required_roles: ['devops', 1] }))
    expect(await failureOf(get())).toMatchObject({
      kind: 'invalid',
      message: 'Two faults.',
      requestId: 'r-1',
      fields: [{ pointer: '/email', detail: 'taken' }],
      requiredRoles: ['devops'],
    })
  })

  it('tells what Prometheus gave up from values that were wrong', async () => {
    answering(json({ status: 'error', error: 'too many samples' }, { status: 422 }))
    expect(await failureOf(get())).toMatchObject({ kind: 'refused', message: 'too many samples' })
  })
})

describe('429', () => {
  it('is waited out by a read when the wait fits', async () => {
    const asked = answering(problem(429, {}, { 'retry-after': '0' }), json({ items: [] }))
    await get()
    expect(asked).toHaveLength(2)
  })

  it('closes the window: nothing is sent inside of it', async () => {
    const asked = answering(problem(429, {}, { 'retry-after': '3600' }))
    const once = () =>
      unwrap(client.GET('/v1/audit/{tenant}', { params: { path: { tenant: 'closed' } } }))
    expect((await failureOf(once())).retryAfterMs).toBe(3_600_000)
    expect((await failureOf(once())).kind).toBe('limited')
    expect(asked).toHaveLength(1)
  })

  it('never makes a create be sent again by itself', async () => {
    const asked = answering(problem(429, {}, { 'retry-after': '0' }))
    await failureOf(post({ 'Idempotency-Key': 'key-12345' }))
    expect(asked).toHaveLength(1)
  })
})

describe('a create', () => {
  it('is sent again only with its own key, and with the same one', async () => {
    const withKey = answering(broken, problem(503), json(aConsumer(), { status: 201 }))
    await post({ 'Idempotency-Key': 'key-12345' })
    expect(withKey.map(({ headers }) => headers.get('idempotency-key'))).toEqual([
      'key-12345',
      'key-12345',
      'key-12345',
    ])
    expect(new Set(withKey.map(({ body }) => body)).size).toBe(1)

    const without = answering(broken)
    expect((await failureOf(post())).kind).toBe('unreachable')
    expect(without).toHaveLength(1)
  })

  it('waits for its first execution to end', async () => {
    const asked = answering(
      problem(409, {}, { 'retry-after': '0' }),
      json(aConsumer(), { status: 201 }),
    )
    await post({ 'Idempotency-Key': 'key-12345' })
    expect(asked).toHaveLength(2)
  })
})

describe('a change', () => {
  it('is never sent twice: a lost answer would come back as a conflict with itself', async () => {
    const asked = answering(problem(503))
    const change = client.PATCH('/v1/consumers/{tenant}/{id}', {
      params: { path: { tenant: 'a', id: 'x' }, header: { 'If-Match': '"1"' } },
      body: { name: 'n' },
    })
    await failureOf(unwrap(change))
    expect(asked).toHaveLength(1)
    expect(asked[0]?.headers.get('if-match')).toBe('"1"')
  })
})

describe('401', () => {
  it('is followed by one renewal and one replay', async () => {
    const asked = answering(problem(401), json(aMe()))
    await unwrap(client.GET('/v1/me'))
    expect(asked.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer old',
      'Bearer new',
    ])
    expect(identity.lost).not.toHaveBeenCalled()
  })

  it('ends the session when the replay is refused, too', async () => {
    const asked = answering(problem(401))
    expect((await failureOf(get())).kind).toBe('unauthenticated')
    expect(asked).toHaveLength(2)
    expect(identity.lost).toHaveBeenCalledOnce()
  })

  it('is not replayed without another token', async () => {
    const asked = answering(problem(401))
    identity.renew.mockResolvedValueOnce(undefined)
    expect((await failureOf(get())).kind).toBe('unauthenticated')
    expect(asked).toHaveLength(1)
  })
})

describe('safePath', () => {
  it.each(['..', '.', '', 'a/b', 'a\\b', 'a\u0000', '\ud800', undefined, 7])('refuses %j', (id) => {
    expect(() => safePath('/v1/contracts/{id}', { id })).toThrow(Failure)
  })

  it('encodes what could be read as something else', () => {
    expect(safePath('/v1/contracts/{id}', { id: '%2e%2e?x#y' })).toBe(
      '/v1/contracts/%252e%252e%3Fx%23y',
    )
  })
})
