import { describe, expect, it } from 'vitest'
import { readEnvironment } from './environment.ts'

const complete = {
  PORT: '3001',
  ADMIN_PORT: '3011',
  ADMIN_TOKEN: 'sixteen-letters-',
  DATA_DIR: '/data',
  LOG_FILE: '/log/access.log',
}

describe('the settings', () => {
  it('are strict where nothing is said', () => {
    expect(readEnvironment(complete)).toEqual({
      port: 3001,
      adminPort: 3011,
      adminToken: 'sixteen-letters-',
      dataDir: '/data',
      logFile: '/log/access.log',
      allowLoopbackBackends: false,
      deniedPorts: new Set(),
      hasConsumerMetrics: true,
    })
  })

  it('take what is said', () => {
    const said = {
      ...complete,
      ALLOW_LOOPBACK_BACKENDS: 'true',
      DENIED_PORTS: '3000, 8000,',
      CONSUMER_METRICS: 'false',
    }
    expect(readEnvironment(said)).toMatchObject({
      allowLoopbackBackends: true,
      deniedPorts: new Set([3000, 8000]),
      hasConsumerMetrics: false,
    })
  })

  it.each([
    [{ PORT: undefined }, 'PORT is not set'],
    [{ ADMIN_PORT: 'x' }, 'ADMIN_PORT: "x" is no port'],
    [{ PORT: '65536' }, 'PORT: "65536" is no port'],
    [{ ADMIN_TOKEN: 'short' }, 'ADMIN_TOKEN is shorter than 16 characters'],
    [{ DATA_DIR: ' ' }, 'DATA_DIR is not set'],
    [{ LOG_FILE: '' }, 'LOG_FILE is not set'],
    [
      { ALLOW_LOOPBACK_BACKENDS: 'yes' },
      'ALLOW_LOOPBACK_BACKENDS must be true or false, not "yes"',
    ],
    [{ DENIED_PORTS: '80,no' }, 'DENIED_PORTS: "no" is no port'],
  ])('that are %o are refused by name', (wrong, message) => {
    expect(() => readEnvironment({ ...complete, ...wrong })).toThrow(message)
  })
})
