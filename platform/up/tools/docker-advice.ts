/** How to run a tool in a container when this machine lacks what it needs; empty where there is no Docker. */
import { KEYCLOAK_VERSION } from './keycloak-version.ts'
import { findOnPath } from './run-command.ts'

const COMMANDS = {
  keycloak: `docker run --rm --network host -e STOA_USER_PASSWORD=<14 characters> -v "$PWD/platform/keycloak/stoa-realm.json:/opt/keycloak/data/import/stoa-realm.json:ro" keycloak/keycloak:${KEYCLOAK_VERSION} start-dev --import-realm --http-host=127.0.0.1 --hostname=http://localhost:8080 --health-enabled=true --http-management-health-enabled=false`,
  prometheus:
    'docker run --rm --network host -v "$PWD:$PWD:ro" prom/prometheus --config.file="$PWD/.stoa/config/prometheus.yml" --web.listen-address=127.0.0.1:9090',
  alertmanager:
    'docker run --rm --network host --user 0 -v "$PWD:$PWD:ro" prom/alertmanager --config.file="$PWD/.stoa/config/alertmanager.yml" --web.listen-address=127.0.0.1:9093 --cluster.listen-address=',
} as const

/** The advice as further lines of a problem's sentence. */
export function dockerAdvice(tool: keyof typeof COMMANDS): string {
  if (findOnPath('docker') === null) return ''
  return `\nOr run it with Docker in a second terminal, and start the others with --only:\n  ${COMMANDS[tool]}`
}
