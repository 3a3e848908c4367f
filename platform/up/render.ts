/** The configuration of Prometheus and Alertmanager, filled in with this platform's addresses. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { localUrl, type Ports } from '../addresses.ts'
import type { Secrets } from './secrets.ts'

export interface RenderedConfig {
  prometheus: string
  alertmanager: string
}

/**
 * Fills `{{NAME}}` in a template, where it stands in a single-quoted YAML text.
 * @throws when the template names a value that is not given
 */
export function fillTemplate(template: string, values: Record<string, string>): string {
  return template.replaceAll(/\{\{([A-Z_]+)\}\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`the template asks for {{${name}}}`)
    return value.replaceAll("'", "''")
  })
}

/**
 * Writes both files, and the token that Alertmanager presents to the Control Plane (mode 0600), into `stateDir/config`.
 * @returns their paths
 */
export function renderConfig(
  root: string,
  stateDir: string,
  ports: Ports,
  secrets: Secrets,
): RenderedConfig {
  const source = join(root, 'platform', 'prometheus')
  const target = join(stateDir, 'config')
  mkdirSync(target, { recursive: true, mode: 0o700 })
  const tokenFile = join(target, 'alertmanager-webhook-token')
  writeFileSync(tokenFile, secrets.webhookToken, { mode: 0o600 })
  const values = {
    GATEWAY: `localhost:${ports.gateway}`,
    CONTROL_PLANE: `localhost:${ports.controlPlane}`,
    PROMETHEUS: `localhost:${ports.prometheus}`,
    ALERTMANAGER: `localhost:${ports.alertmanager}`,
    RULES: join(source, 'rules', '*.yml'),
    WEBHOOK_URL: `${localUrl(ports.controlPlane)}/internal/alerts`,
    WEBHOOK_TOKEN_FILE: tokenFile,
  }
  const write = (name: string) => {
    const file = join(target, name)
    writeFileSync(file, fillTemplate(readFileSync(join(source, name), 'utf8'), values))
    return file
  }
  return { prometheus: write('prometheus.yml'), alertmanager: write('alertmanager.yml') }
}
