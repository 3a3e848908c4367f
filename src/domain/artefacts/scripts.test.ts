import { execFile, execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import * as fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'

import { assignment, jsonAssignment } from './bash-words'
import { crontabLine, monitoringScript } from './monitoring-script'
import { RUNBOOK_WEEK, sessionScript } from './session-script'
import { emptyFolder, fileOf, run } from './testing/checkers'
import { hostileInstall, hostileText, plainInstall } from './testing/hostile'

const asHeld = (text: string) => text.toWellFormed().replaceAll('\0', '\ufffd')

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

/** A server of the test's own; gives its address. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  stops.push(() => {
    server.close()
    server.closeAllConnections()
  })
  // A listening TCP server has such an address.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

interface Outcome {
  code: number
  out: string
  err: string
}

/** Runs a script as cron does: no terminal, hardly any environment, an empty folder. */
function bash(script: string, env: Record<string, string> = {}, cwd = emptyFolder()) {
  const file = fileOf(emptyFolder(), 'script.sh', script)
  return new Promise<Outcome>((resolve) => {
    execFile('/bin/bash', [file], { cwd, env }, (error, out, err) => {
      expect(readdirSync(cwd)).toEqual([])
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })
}

describe('values in a script', () => {
  it('arrive as they are, a thousand hostile ones, and shellcheck has nothing to say', () => {
    const texts = fc.sample(hostileText, 1000)
    const lines = texts.map((text, at) =>
      [
        assignment(`text${at}`, text),
        jsonAssignment(`json${at}`, { text }),
        `printf '%s\\0' "$text${at}" "$json${at}"`,
      ].join('\n'),
    )
    // shellcheck's time grows with the square of a script's length.
    const folder = emptyFolder()
    const parts = Array.from({ length: 100 }, (_, at) => lines.slice(at * 10, at * 10 + 10))
    const files = parts.map((part, at) =>
      fileOf(folder, `${at}.sh`, ['#!/usr/bin/env bash', ...part, ''].join('\n')),
    )
    const { said, status } = run('shellcheck', ['--severity=style', ...files])
    expect(said).toBe('')
    expect(status).toBe(0)
    const all = fileOf(folder, 'all.sh', lines.join('\n'))
    const cwd = emptyFolder()
    const held = execFileSync('/bin/bash', [all], { cwd, encoding: 'utf8' }).split('\0')
    expect(readdirSync(cwd)).toEqual([])
    expect(held.slice(0, -1).filter((_, at) => at % 2 === 0)).toEqual(texts.map(asHeld))
    const objects = held.filter((_, at) => at % 2 === 1).map((json) => JSON.parse(json) as unknown)
    expect(objects).toEqual(texts.map((text) => ({ text })))
  })

  it('leave no script with anything for shellcheck to say', () => {
    const folder = emptyFolder()
    const installs = [plainInstall, ...fc.sample(hostileInstall, 8)]
    const files = installs.flatMap((install, at) => [
      fileOf(folder, `check-${at}.sh`, monitoringScript(install)),
      fileOf(folder, `week-${at}.sh`, sessionScript(install)),
    ])
    const { said, status } = run('shellcheck', ['--severity=style', ...files])
    expect(said).toBe('')
    expect(status).toBe(0)
  })
})

describe('check-stoa.sh', () => {
  const healthy: RequestListener = (request, response) => {
    response.setHeader('Content-Type', 'application/json')
    response.end(
      request.url?.startsWith('/realms/')
        ? '{"realm":"stoa","public_key":"x"}'
        : '{ "status": "ok", "version": "1" }',
    )
  }
  const at = (gateway: string, rest = gateway) =>
    monitoringScript({
      ...plainInstall,
      addresses: { ...plainInstall.addresses, gateway, controlPlane: rest, keycloak: rest },
    })
  const check = (script: string) => bash(script, { STOA_LOCK_DIR: emptyFolder() })

  it('says OK with the times and ends with 0', async () => {
    const { code, out, err } = await check(at(await serve(healthy)))
    expect(out).toMatch(/^\[OK\] \S+Z gateway \d+ ms control-plane \d+ ms keycloak \d+ ms\n$/)
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })

  it.each<[string, RequestListener, RegExp]>([
    ['a 503', (_, response) => response.writeHead(503).end(), /gateway: HTTP 503/],
    ['another program', (_, response) => response.end('<h1>hello</h1>'), /another program/],
    ['a redirect', (_, response) => response.writeHead(302, { Location: '/' }).end(), /HTTP 302/],
    ['a hang-up', (request) => request.destroy(), /no answer from .* \(curl exit code \d+\)/],
  ])('alarms on %s and ends with 2', async (_, listener, sentence) => {
    const { code, out } = await check(at(await serve(listener), await serve(healthy)))
    expect(out).toMatch(/^\[ALERT\] /)
    expect(out).toMatch(sentence)
    expect(out).not.toMatch(/\[OK\]/)
    expect(code).toBe(2)
  })

  it('warns of a slow answer and ends with 1', async () => {
    const slow: RequestListener = (request, response) =>
      setTimeout(() => {
        healthy(request, response)
      }, 60)
    const address = await serve(slow)
    const { code, out } = await bash(at(address), {
      STOA_LOCK_DIR: emptyFolder(),
      STOA_SLOW_MS: '20',
    })
    expect(out).toMatch(/^\[WARN\] \S+ gateway: \d+ ms, more than 20 ms/)
    expect(code).toBe(1)
  })

  it('does not run beside itself, and leaves no lock behind', async () => {
    const locks = emptyFolder()
    const address = await serve((request, response) => {
      setTimeout(() => {
        healthy(request, response)
      }, 100)
    })
    const script = at(address)
    const both = await Promise.all([
      bash(script, { STOA_LOCK_DIR: locks }),
      bash(script, { STOA_LOCK_DIR: locks }),
    ])
    expect(both.map(({ code }) => code).toSorted((a, b) => a - b)).toEqual([0, 1])
    expect(both.map(({ out }) => out).join('')).toMatch(/still running/)
    expect(readdirSync(locks)).toEqual([])
  })
})

describe('the crontab line', () => {
  it('hands any path to the shell as it is, past cron’s own reading of %', () => {
    const paths = fc
      .sample(hostileText, 1000)
      .filter((path) => !/[\r\n\0]/.test(path))
      .map(asHeld)
    const words = paths.map((path) => {
      const line = crontabLine(path, 'x')
      const command = line.slice('*/5 * * * * '.length, -' >> x 2>&1'.length)
      // An escaped % is one; an unescaped one would end the command.
      expect(command.replaceAll('\\%', '')).not.toContain('%')
      return command.replaceAll('\\%', '%')
    })
    const out = execFileSync('/bin/sh', ['-s'], {
      input: words.map((word) => `printf '%s\\0' ${word}\n`).join(''),
      encoding: 'utf8',
    })
    expect(out.split('\0').slice(0, -1)).toEqual(paths)
    expect(() => crontabLine('/a\nb', 'x')).toThrow(RangeError)
  })

  it('reads as the runbook writes it', () => {
    expect(crontabLine('/opt/stoa/check-stoa.sh', '/var/log/stoa-monitor.log')).toBe(
      '*/5 * * * * /opt/stoa/check-stoa.sh >> /var/log/stoa-monitor.log 2>&1',
    )
  })
})

describe('stoa-week.sh', () => {
  /** A control plane and a gateway in one, as far as the week needs them. */
  function world() {
    const kept = new Map<string, Record<string, unknown>[]>()
    const created: string[] = []
    let calls = 0
    const listener: RequestListener = (request, response) => {
      const url = new URL(request.url ?? '/', 'http://x')
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        response.setHeader('Content-Type', 'application/json')
        if (url.pathname.startsWith('/realms/')) return response.end('{"access_token":"the-token"}')
        if (!url.pathname.startsWith('/v1/')) {
          calls += 1
          return response.writeHead(calls > 11 ? 429 : 200).end()
        }
        if (request.headers.authorization !== 'Bearer the-token')
          return response.writeHead(401).end()
        const place = url.pathname.replace(/^\/v1\/subscriptions\/.*/, '/v1/subscriptions')
        const items = kept.get(place) ?? []
        if (request.method === 'GET') {
          const page = Number(url.searchParams.get('page'))
          // One a page, so that the second page is asked for as well.
          const body = {
            items: items.slice(page - 1, page),
            page,
            page_size: 1,
            total: items.length,
          }
          return response.end(JSON.stringify(body))
        }
        const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>
        const id = `id-${created.push(place)}`
        kept.set(place, [...items, { ...body, id, status: 'active' }])
        return response.writeHead(201).end(JSON.stringify({ id, api_key: 'stoa_sk_1' }))
      })
    }
    return { listener, kept, created }
  }

  const env = { STOA_CLIENT_SECRET: 'secret', PATH: process.env['PATH'] ?? '' }

  it.each([
    ['the runbook’s names', RUNBOOK_WEEK],
    [
      'hostile names',
      {
        ...RUNBOOK_WEEK,
        rateLimit: { ...RUNBOOK_WEEK.rateLimit, name: '"; touch owned; $(touch owned) \\' },
        cors: { ...RUNBOOK_WEEK.cors, name: "'\nJSON\ntouch owned\n" },
        consumer: { ...RUNBOOK_WEEK.consumer, externalId: '") or true or ("\\u202e' },
      },
    ],
  ])('creates everything once with %s, and nothing the second time', async (_, week) => {
    const { listener, kept, created } = world()
    const address = await serve(listener)
    const script = sessionScript(
      {
        ...plainInstall,
        addresses: {
          ...plainInstall.addresses,
          gateway: address,
          controlPlane: address,
          keycloak: address,
        },
      },
      week,
    )
    const first = await bash(script, env)
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(created).toHaveLength(5)
    expect(first.out).toMatch(/API key, shown this once: stoa_sk_1\n/)
    expect(first.out).toMatch(/HTTP 200 from/)
    expect(first.out).toMatch(/5 of 15 calls were answered 429/)
    expect(kept.get('/v1/admin/policies')?.map(({ name }) => name)).toEqual([
      week.rateLimit.name,
      week.cors.name,
    ])
    const second = await bash(script, { ...env, API_KEY: 'stoa_sk_1' })
    expect(second).toMatchObject({ code: 0, err: '' })
    expect(second.out).not.toMatch(/^created/m)
    expect(created).toHaveLength(5)
  })

  it('stops at the first refusal and says it', async () => {
    const address = await serve((_, response) => response.writeHead(403).end('{"title":"No"}'))
    const script = sessionScript({
      ...plainInstall,
      addresses: { ...plainInstall.addresses, controlPlane: address },
    })
    const { code, err } = await bash(script, { TOKEN: 't', PATH: env.PATH })
    expect(code).toBe(1)
    expect(err).toMatch(/HTTP 403: \{"title":"No"\}/)
  })
})
