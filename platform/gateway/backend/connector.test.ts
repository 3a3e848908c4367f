import { connect, createServer, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { given, keyOf, oneApi, problemOf, Rig } from '../testing/rig.ts'
import { AddressDenied, guardedConnector, type Resolver } from './connector.ts'

/** Names and what they resolve to, in turns when there are several answers. */
const names: Record<string, string[][]> = {}
const asked: string[] = []
const resolve: Resolver = (hostname, _, callback) => {
  asked.push(hostname)
  const answers = names[hostname]
  const addresses = answers && (answers.length > 1 ? answers.shift() : answers[0])
  if (!addresses) {
    callback(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }), [])
    return
  }
  callback(
    null,
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
  )
}

let rig: Rig
/** Stands for a service of the platform: nobody may ever connect to it. */
const forbidden = createServer((socket) => {
  visits += 1
  socket.destroy()
})
let visits = 0
let forbiddenPort = 0

beforeAll(async () => {
  await new Promise<void>((done) => forbidden.listen(0, '127.0.0.1', done))
  // A server that listens on a port has an address object.
  forbiddenPort = (forbidden.address() as AddressInfo).port
  rig = await Rig.start({ resolve, deniedPorts: new Set([forbiddenPort]) })
})
afterAll(async () => {
  await rig.stop()
  forbidden.close()
})

async function callTo(url: string) {
  await rig.push([...oneApi(), given.route({ url })])
  const answer = await rig.keyed()
  return { status: answer.status, body: await problemOf(answer) }
}

describe('a backend that the gateway must not reach', () => {
  it.each([
    ['a denied port', 'http://127.0.0.1:PORT/'],
    ['a denied port by name', 'http://localhost:PORT/'],
    ['a denied port in decimal', 'http://2130706433:PORT/'],
    ['a denied port, short', 'http://127.1:PORT/'],
    ['a denied port in hex', 'http://0x7f.1:PORT/'],
    ['a denied port in circled digits', 'http://①②⑦.0.0.1:PORT/'],
    ['a denied port, IPv4-mapped', 'http://[::ffff:7f00:1]:PORT/'],
    ['a denied port by NAT64', 'http://[64:ff9b::7f00:1]:PORT/'],
    ['the unspecified address', 'http://0.0.0.0:PORT/'],
    ['the IPv6 unspecified address', 'http://[::]:PORT/'],
    ['metadata', 'http://169.254.169.254/latest/meta-data/'],
    ['metadata by name', 'http://metadata.example/'],
    ['a name with a dot after it', 'http://localhost.:PORT/'],
    ['a name with one bad address among good ones', 'http://mixed.example/'],
    ['another protocol', 'file:///etc/passwd'],
    ['credentials in the URL', 'http://user:password@127.0.0.1:1/'],
  ])('%s is 502 backend_address_denied', async (_, url) => {
    Object.assign(names, {
      localhost: [['127.0.0.1']],
      'localhost.': [['127.0.0.1']],
      'metadata.example': [['169.254.169.254']],
      'mixed.example': [['10.1.2.3', '169.254.169.254']],
    })
    const { status, body } = await callTo(url.replace('PORT', String(forbiddenPort)))
    expect([status, body['reason']]).toEqual([502, 'backend_address_denied'])
    expect(JSON.stringify(body)).not.toContain('password')
    expect(visits).toBe(0)
  })

  it('is judged at every connection: a name that rebinds after the first call is refused', async () => {
    names['rebind.example'] = [['127.0.0.1'], ['169.254.169.254']]
    rig.onBackend = (_, response) => {
      response.writeHead(200, { connection: 'close' })
      response.end()
    }
    const url = `http://rebind.example:${rig.backendPort}/`
    await rig.push([...oneApi(), given.route({ url })])
    expect((await rig.keyed()).status).toBe(200)
    expect((await problemOf(await rig.keyed()))['reason']).toBe('backend_address_denied')
    expect(asked.filter((name) => name === 'rebind.example').length).toBe(2)
  })

  it('is judged once more when it is connected, should what was judged not be what is connected to', async () => {
    const reads = ['10.1.2.3']
    const changing = {
      family: 4,
      get address() {
        return reads.shift() ?? '127.0.0.1'
      },
    }
    const connector = guardedConnector(
      rig.backendPort,
      { allowLoopback: false, deniedPorts: new Set() },
      (_, __, callback) => callback(null, [changing]),
    )
    const error = await new Promise((done) =>
      connector(
        {
          hostname: 'changing.example',
          host: 'changing.example',
          protocol: 'http:',
          port: String(rig.backendPort),
        },
        (...[failure]) => done(failure),
      ),
    )
    expect(error).toEqual(new AddressDenied('it is this machine itself'))
  })
})

describe('loopback where backends are not local', () => {
  it('is refused whatever the port', async () => {
    const strict = await Rig.start({ allowLoopbackBackends: false })
    await strict.push(oneApi())
    const answer = await strict.keyed()
    expect((await problemOf(answer))['reason']).toBe('backend_address_denied')
    expect(strict.seen).toEqual([])
    await strict.stop()
  })
})

describe('a backend that cannot be reached', () => {
  it('is 502 refused, with the address as host:port and the advice for containers', async () => {
    const { status, body } = await callTo('http://127.0.0.1:1/secret/path?no')
    expect(body['reason']).toBe('backend_address_denied')
    const refused = await callTo('http://127.0.0.1:1/secret/path')
    expect([status, refused.status, refused.body['reason']]).toEqual([502, 502, 'backend_refused'])
    expect(refused.body['detail']).toContain('127.0.0.1:1 refused')
    expect(refused.body['detail']).toContain('host.docker.internal')
    expect(refused.body['detail']).not.toContain('secret')
  })

  it('is 502 for a name that nobody knows, without that advice', async () => {
    const { body } = await callTo('http://my-backend:8080/api')
    expect(body).toMatchObject({ status: 502, reason: 'backend_dns' })
    expect(body['detail']).toContain('my-backend:8080')
    expect(body['detail']).not.toContain('docker')
  })

  it('is 502 when it hangs up, or speaks no HTTP', async () => {
    const odd = createServer((socket) => {
      socket.once('data', (data) => {
        if (data.toString().includes('/hang')) socket.destroy()
        else socket.end('SSH-2.0-OpenSSH\r\n')
      })
      socket.on('error', () => undefined)
    })
    await new Promise<void>((done) => odd.listen(0, '127.0.0.1', done))
    // A server that listens on a port has an address object.
    const { port } = odd.address() as AddressInfo
    expect((await callTo(`http://127.0.0.1:${port}/hang`)).body['reason']).toBe('backend_reset')
    expect((await callTo(`http://127.0.0.1:${port}/ssh`)).body['reason']).toBe('backend_protocol')
    expect((await callTo(`https://127.0.0.1:${port}/tls`)).body['reason']).toBe('backend_tls')
    odd.close()
  })

  it('is 504 when it does not answer in its time', async () => {
    rig.onBackend = () => undefined
    await rig.push([...oneApi(), given.route({ timeout_ms: 150 })])
    const started = performance.now()
    const answer = await rig.keyed()
    expect(performance.now() - started).toBeLessThan(1_000)
    expect(await problemOf(answer)).toMatchObject({ status: 504, reason: 'backend_timeout' })
  })
})

describe('paths that climb', () => {
  it.each([
    '/orders/v1/../secret',
    '/orders/v1/%2e%2e/secret',
    '/orders/v1/%2E%2E%2Fsecret',
    '/orders/v1/%252e%252e/secret',
    '/orders/v1/..%2fsecret',
    '/orders/v1/..%5csecret',
    '/orders/v1/..\\secret',
    '/orders/v1/..;/secret',
    '/orders/v1/./x',
    '/orders/v1/%c0%ae%c0%ae/x',
    '/orders/v1/x%00.txt',
    '/orders/v1/%zz',
    '/orders/v1/%25252525252e%25252525252e/x',
    'http://127.0.0.1/orders/v1/x',
  ])('%s is 400 and reaches nobody', async (path) => {
    rig.onBackend = (_, response) => response.end()
    await rig.push(oneApi())
    const before = rig.seen.length
    const answer = await rawGet(path)
    expect(answer).toMatch(/^HTTP\/1.1 400 [\s\S]*"reason":"path_refused"/)
    expect(rig.seen.length).toBe(before)
  })

  it.each([
    '/orders/v1/a..b/..c',
    '/orders/v1/100%25/x',
    '/orders/v1/caf%C3%A9',
    '/orders/v1//x',
    '/orders/v1/.well-known',
  ])('%s is a path like any other, and arrives as it was sent', async (path) => {
    rig.onBackend = (_, response) => response.end()
    await rig.push(oneApi())
    expect(await rawGet(path)).toMatch(/^HTTP\/1.1 200 /)
    expect(rig.seen.at(-1)?.request.url).toBe(path.replace('/orders/v1', '/api'))
  })
})

/** By hand, because a client normalises such paths. */
function rawGet(path: string): Promise<string> {
  return new Promise((resolveText, reject) => {
    const socket = connect(rig.gateway.port, '127.0.0.1')
    let text = ''
    socket.on('data', (data: Buffer) => (text += data.toString()))
    socket.on('end', () => resolveText(text))
    socket.on('error', reject)
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: x\r\nX-API-Key: ${keyOf('a')}\r\nConnection: close\r\n\r\n`,
    )
  })
}
