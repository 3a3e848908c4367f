/** The gateway's TLS as a caller from outside meets it: asked at its public address. */
import { connect } from 'node:tls'

import type { Verdict } from './verdict.ts'

import { fail, pass, unknown } from './verdict.ts'

const TIMEOUT_MS = 5_000
const DAY_MS = 86_400_000
/** A certificate that ends sooner should have been renewed by now. */
const RENEW_DAYS = 21

interface Handshake {
  /** Why the certificate is not accepted; null when it is. */
  refusal: string | null
  protocol: string
  /** What the two agreed to speak; `h2` is HTTP/2. */
  spoken: string
  endsAt: Date
}

const UNKNOWN_ADDRESS =
  'The gateway’s public address is not configured (PUBLIC_GATEWAY_URL), and only a caller from outside sees its TLS.'

/** Does the public address speak TLS with a certificate that callers accept? */
export async function tlsEnabled(address: string | undefined): Promise<Verdict> {
  const url = URL.parse(address ?? '')
  if (!url) return unknown(UNKNOWN_ADDRESS, 'address_unknown')
  if (url.protocol !== 'https:')
    return fail(
      `The gateway’s public address is ${url.origin}: keys go over the line in clear.`,
      'tls_plain',
      {
        address: url.origin,
      },
    )
  const shaken = await shakeHands(url)
  if (typeof shaken === 'string') return noHandshake(url, shaken)
  const said = `${url.origin} speaks ${shaken.protocol}${shaken.spoken === 'h2' ? ' with HTTP/2' : ''}`
  const facts = { address: url.origin, protocol: shaken.protocol, reason: shaken.refusal ?? '' }
  return shaken.refusal === null
    ? pass(`${said}, and its certificate is accepted.`, 'tls_good', facts)
    : fail(`${said}, and its certificate is not accepted: ${shaken.refusal}.`, 'tls_refused', facts)
}

/** Does the certificate last for three more weeks? */
export async function certificateLasts(address: string | undefined, now: Date): Promise<Verdict> {
  const url = URL.parse(address ?? '')
  if (!url) return unknown(UNKNOWN_ADDRESS, 'address_unknown')
  if (url.protocol !== 'https:')
    return unknown(`${url.origin} has no certificate: it is plain http.`, 'certificate_none', {
      address: url.origin,
    })
  const shaken = await shakeHands(url)
  if (typeof shaken === 'string') return noHandshake(url, shaken)
  const days = Math.floor((shaken.endsAt.getTime() - now.getTime()) / DAY_MS)
  const said = `The certificate of ${url.origin} ends on ${shaken.endsAt.toISOString().slice(0, 10)}, in ${days} days`
  const facts = { address: url.origin, date: shaken.endsAt.toISOString().slice(0, 10), days }
  return days >= RENEW_DAYS
    ? pass(`${said}.`, 'certificate_lasts', facts)
    : fail(`${said}: renew it.`, 'certificate_ends', facts)
}

const noHandshake = ({ origin }: URL, reason: string): Verdict =>
  unknown(`${origin}: no handshake (${reason}).`, 'tls_no_handshake', { address: origin, reason })

/** @returns why there was no handshake, in words, where there was none */
function shakeHands(url: URL): Promise<Handshake | string> {
  const { promise, resolve } = Promise.withResolvers<Handshake | string>()
  const socket = connect({
    host: url.hostname,
    port: Number(url.port || 443),
    servername: url.hostname,
    ALPNProtocols: ['h2', 'http/1.1'],
    // What is wrong with it is the evidence; nothing is sent over this connection.
    rejectUnauthorized: false,
    timeout: TIMEOUT_MS,
  })
  socket.once('secureConnect', () => {
    resolve({
      refusal: socket.authorized ? null : String(socket.authorizationError),
      protocol: socket.getProtocol() ?? 'TLS',
      spoken: socket.alpnProtocol || '',
      endsAt: new Date(socket.getPeerCertificate().valid_to),
    })
    socket.destroy()
  })
  socket.once('timeout', () => {
    resolve(`${TIMEOUT_MS / 1000} s`)
    socket.destroy()
  })
  socket.once('error', (error: NodeJS.ErrnoException) => {
    resolve(error.code ?? error.message)
  })
  return promise
}
