/** The runbook's commands (commands.sh, verbatim) and what the runbook promises of each. */

import { readFileSync } from 'node:fs'

export interface Command {
  day: number
  title: string
  text: string
}

/** Reads commands.sh: a line `#: <day> <title>` opens a command. */
export function readCommands(): Command[] {
  const source = readFileSync(new URL('commands.sh', import.meta.url), 'utf8')
  return source
    .split(/^#: /m)
    .slice(1)
    .map((block) => {
      const [heading = '', ...lines] = block.split('\n')
      const [day = '', ...words] = heading.split(' ')
      return { day: Number(day), title: words.join(' '), text: lines.join('\n').trim() }
    })
}

const isUuid = (text: string) => /^[0-9a-f-]{36}$/.test(text)
const expects = (holds: boolean, promise: string) => (holds ? undefined : promise)
const names = (output: string, wanted: string[]) =>
  expects(
    wanted.every((name) => output.includes(name)),
    wanted.join(', '),
  )

/** By title: the promise that an output breaks, or nothing. */
export const PROMISES: Record<string, (output: string) => string | undefined> = {
  'Gateway health': (output) => {
    const body: { status?: string; version?: string } = JSON.parse(output)
    return expects(body.status === 'ok' && Boolean(body.version), '{"status":"ok","version":"..."}')
  },
  'Control Plane API health': (output) =>
    expects(JSON.stringify(JSON.parse(output)) === '{"status":"ok"}', '{"status":"ok"}'),
  'Keycloak health': (output) => expects(JSON.parse(output).status === 'UP', '{"status":"UP"}'),
  'Admin token': (output) => expects(output.split('.').length === 3, 'a token of three parts'),
  'Create a UAC contract': (output) =>
    expects(isUuid(output.replace('Contract ID: ', '')), 'a contract id'),
  'Verify it is reachable': (output) =>
    expects(/^HTTP 200 in [\d.]+s$/.test(output), 'HTTP 200 in …s'),
  'Add rate limiting': (output) => expects(isUuid(JSON.parse(output).id ?? ''), 'a policy'),
  'Add CORS': (output) => expects(isUuid(JSON.parse(output).id ?? ''), 'a policy'),
  'Burst of 15': burstFault,
  'Create a consumer': (output) =>
    expects(isUuid(output.replace('Consumer ID: ', '')), 'a consumer id'),
  'Create a subscription': (output) =>
    expects(/^API Key for Acme: stoa_sk_[0-9a-f]{32}$/.test(output), 'a key stoa_sk_…'),
  'The consumer can call': (output) => expects(output.endsWith('HTTP 200'), 'HTTP 200'),
  'Metrics are exposed': (output) =>
    expects(output.includes('# HELP'), 'metrics in the Prometheus format'),
  'The three names of the runbook are there': (output) =>
    names(output, [
      'stoa_requests_total',
      'stoa_request_duration_seconds_bucket',
      'stoa_rate_limit_exceeded_total',
    ]),
  'check-stoa.sh says nothing while all is well': (output) => expects(output === '', 'no line'),
  'The three alert rules are loaded': (output) =>
    names(output, ['StoaGatewayDown', 'StoaHighErrorRate', 'StoaRateLimitStorm']),
  'Look up the consumer by e-mail': (output) =>
    expects(/^1\n[0-9a-f-]{36}$/.test(output), 'exactly one consumer'),
  'Rotate the key': (output) =>
    expects(output === '200\n200', 'both keys answer 200 during the grace period'),
  'Find the policy and raise the limit: in force at once, no restart': (output) =>
    expects(
      // The old limit would let one or two calls through in that time.
      output.includes('"requests_per_minute":6000') &&
        Number(/(\d+) 200\b/.exec(output)?.[1]) >= 12,
      'the new limit, and a dozen answers of 200 within a second',
    ),
}

/** @returns what is wrong with the answers of the burst of 15 against a burst of 10 */
function burstFault(output: string): string | undefined {
  const statuses = [...output.matchAll(/HTTP (\d+)/g)].map((match) => match[1])
  const firstRefused = statuses.indexOf('429')
  const isOrdered =
    firstRefused >= 10 && statuses.slice(0, firstRefused).every((status) => status === '200')
  return expects(statuses.length === 15 && isOrdered, '200 at least ten times, then 429')
}
