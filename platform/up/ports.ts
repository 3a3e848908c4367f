/** The ports are checked before anything is fetched or started: Keycloak would notice a taken one only after its whole boot. */
import { createServer } from 'node:net'
import type { Ports } from '../addresses.ts'
import { hasCode, Problem } from './problem.ts'
import { listenerOn, type PortOwner } from './process-table.ts'

/**
 * Checks that nobody listens on these ports.
 * @throws Problem naming every taken port, its owner and the mend
 */
export async function checkPorts(ports: Partial<Ports>): Promise<void> {
  const entries = Object.entries(ports)
  const free = await Promise.all(entries.map(([, port]) => isFree(port)))
  const taken = entries.filter((_, index) => !free[index])
  if (taken.length === 0) return
  const lines = taken.map(([name, port]) => describeTaken(name, port, listenerOn(port)))
  throw new Problem(
    `${lines.join('\n')}\nStop what holds ${taken.length === 1 ? 'it' : 'them'}, or move the whole platform: STOA_PORT_OFFSET=100 npm start`,
  )
}

/** One taken port in words. */
export function describeTaken(name: string, port: number, owner: PortOwner | null): string {
  const by = owner === null ? 'another user’s process' : `"${owner.command}" (pid ${owner.pid})`
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return `Port ${port} (${words}) is taken by ${by}.`
}

/** Both loopback addresses: a browser tries ::1 first, so something there would answer in our place. */
async function isFree(port: number): Promise<boolean> {
  return (await canBind(port, '127.0.0.1')) && (await canBind(port, '::1'))
}

function canBind(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    // Without IPv6 there is no ::1 to be taken.
    probe.once('error', (error) => resolve(!hasCode(error, 'EADDRINUSE')))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}
