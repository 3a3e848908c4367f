import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { checkPorts, describeTaken } from './ports.ts'
import { listenerOn } from './process-table.ts'

async function listening(host: string): Promise<number> {
  const server = createServer().listen(0, host)
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

test('free ports pass', async () => {
  await expect(checkPorts({ console: await freePort() })).resolves.toBeUndefined()
})

test.each(['127.0.0.1', '0.0.0.0', '::1'])(
  'a listener on %s is found with its pid',
  async (host) => {
    const port = await listening(host)
    expect(listenerOn(port)).toMatchObject({ pid: process.pid })
    await expect(checkPorts({ gatewayAdmin: port })).rejects.toThrow(
      new RegExp(`Port ${port} \\(gateway admin\\) is taken by ".*" \\(pid ${process.pid}\\)`),
    )
  },
)

test('another process is named by its command, and every taken port is named', async () => {
  const script = `require('net').createServer().listen(0, '127.0.0.1', function () { console.log(this.address().port) })`
  const child = spawn(process.execPath, ['-e', script])
  onTestFinished(() => void child.kill('SIGKILL'))
  const port = Number(String((await once(child.stdout, 'data'))[0]))
  expect(listenerOn(port)).toMatchObject({ pid: child.pid, command: expect.stringContaining('-e') })
  const own = await listening('127.0.0.1')
  const check = checkPorts({ console: port, keycloak: own, gateway: await freePort() })
  await expect(check).rejects.toThrow(new RegExp(`${port} \\(console\\)[^]*${own} \\(keycloak\\)`))
  await expect(check).rejects.toThrow('STOA_PORT_OFFSET=100 npm start')
  await expect(check).rejects.not.toThrow('(gateway)')
})

test('an owner that cannot be seen is another user’s', () => {
  expect(describeTaken('console', 3000, null)).toBe(
    'Port 3000 (console) is taken by another user’s process.',
  )
})
