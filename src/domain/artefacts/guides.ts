/** Two texts that a person has to make true: a monitor outside of the house, and a backup whose restore has been tried. */

import { assignment } from './bash-words'
import type { Install } from './install'
import { asCode, block, inText } from './markdown-text'

/** Can a monitor on the internet reach this address? */
export function isReachableFromOutside(address: string): boolean {
  const host = URL.parse(address)?.hostname ?? ''
  return !/^(localhost|.*\.localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|0\.0\.0\.0|\[|.*\.(local|internal|lan)$)/.test(
    host,
  )
}

/** The address that an external monitor asks. */
export const healthAddress = ({ addresses }: Install): string => `${addresses.gateway}/health`

/** `stoa-external-monitor.md`: UptimeRobot, whose free tier checks every five minutes. */
export function externalMonitor(install: Install): string {
  const { gateway } = install.addresses
  return [
    '# External monitor of the STOA gateway',
    '',
    'It notices what nothing inside the house can: that the house itself cannot be reached.',
    '',
    ...(isReachableFromOutside(gateway)
      ? []
      : [
          `**${inText(gateway)} is not reachable from the internet.** Use the gateway’s public address instead.`,
          '',
        ]),
    '1. Sign in at https://uptimerobot.com and choose “New monitor”, type “Keyword”.',
    `2. URL: ${asCode(healthAddress(install))}`,
    '3. Keyword: `"status":"ok"`, alert when it does **not** exist. A status alone would be satisfied by any other program’s 200.',
    '4. Interval: 5 minutes. Timeout: 30 seconds.',
    '5. Alert contacts: an e-mail address that is read at night, or a Slack webhook.',
    '6. Prove it: stop the gateway for six minutes, outside of hours, and wait for the message. Write down when it came.',
    '',
  ].join('\n')
}

/** `stoa-backup.md`: what to keep, how, and the restore that proves it. */
export function backupProcedure(install: Install): string {
  return [
    '# Backup and restore of STOA',
    '',
    `For tenant ${inText(install.tenant)}, gateway ${asCode(install.addresses.gateway)}. A backup counts from the day its restore was tried.`,
    '',
    '| What | Where it lives | How often | Kept for | Owner |',
    '|---|---|---|---|---|',
    '| Control Plane: APIs, policies, consumers, subscriptions, hashes of keys, audit | PostgreSQL (`DATABASE_URL`) | daily | 30 days | (name) |',
    '| Keycloak: users, clients, realm | PostgreSQL of Keycloak | daily | 30 days | (name) |',
    '| Configuration: compose file, `.env`, Prometheus, Alertmanager | repository | each change | for ever | (name) |',
    '',
    'API keys cannot be restored in clear: only their hashes are kept. Restored, they go on working.',
    '',
    '## Backup',
    '',
    block(
      [
        'umask 077',
        assignment('backup', '/var/backups/stoa'),
        'mkdir -p "$backup"',
        'pg_dump --format=custom --file="$backup/control-plane-$(date -u +%F).dump" "$DATABASE_URL"',
        'pg_dump --format=custom --file="$backup/keycloak-$(date -u +%F).dump" "$KEYCLOAK_DATABASE_URL"',
        'find "$backup" -name "*.dump" -mtime +30 -delete',
      ].join('\n'),
      'sh',
    ),
    '',
    '## Restore, into an empty database beside the present one',
    '',
    block(
      [
        'pg_restore --no-owner --exit-on-error --dbname="$RESTORE_DATABASE_URL" "$backup/control-plane-$(date -u +%F).dump"',
        `psql "$RESTORE_DATABASE_URL" -tAc 'select count(*) from subscriptions'`,
      ].join('\n'),
    ),
    '',
    '## Restores tried',
    '',
    '| Date | By | Time taken | Rows compared | Result |',
    '|---|---|---|---|---|',
    '| | | | | |',
    '',
  ].join('\n')
}
