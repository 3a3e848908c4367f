/**
 * The check script of the runbook's Day 5, for cron: no terminal, an absolute PATH, one run at a time, a limit on every wait, no `bc`.
 * It judges what an answer says, not only its status: a gateway behind another program's 200 is down.
 */

import { shellWord } from '~/domain/curl'

import { assignment } from './bash-words'
import type { Install } from './install'
import { inOneLine } from './install'

/** Slower than this is a warning: the runbook's 2 seconds. */
const SLOW_MS = 2000

/** One request that gives status, time and body at once; the runbook's two requests could tell of two different moments. */
const CHECKS = String.raw`
now() { date -u +%Y-%m-%dT%H:%M:%SZ; }

worst=0
report() { # LEVEL MESSAGE
  printf '[%s] %s %s\n' "$1" "$(now)" "$2"
  case $1 in
    ALERT) worst=2 ;;
    WARN) [ "$worst" -ge 1 ] || worst=1 ;;
  esac
}

# Without bc: "1.234567" seconds are 1234 milliseconds.
milliseconds() {
  local whole=$1 part=000
  case $1 in
    *[.,]*) whole=${'$'}{1%%[.,]*} part=${'$'}{1#*[.,]}000 ;;
  esac
  printf '%s' "$((10#${'$'}{whole:-0} * 1000 + 10#${'$'}{part:0:3}))"
}

check() { # NAME ADDRESS EXPECTED
  local name=$1 address=$2 expected=$3 answer code status seconds ms
  answer=$(curl -q -sS --globoff --proto '=http,https' --connect-timeout 5 --max-time 10 \
    -w '\n%{http_code} %{time_total}' --url "$address" 2>&1)
  code=$?
  if [ "$code" -ne 0 ]; then
    report ALERT "$name: no answer from $address (curl exit code $code)"
    return
  fi
  read -r status seconds <<<"${'$'}{answer##*$'\n'}"
  ms=$(milliseconds "$seconds")
  if [ "$status" != 200 ]; then
    report ALERT "$name: HTTP $status from $address"
  elif [[ ${'$'}{answer//[[:space:]]/} != *"$expected"* ]]; then
    report ALERT "$name: HTTP 200 from $address, but the answer is another program's"
  elif [ "$ms" -gt "$slow_ms" ]; then
    report WARN "$name: $ms ms, more than $slow_ms ms"
  else
    summary="$summary $name ${'$'}{ms} ms"
  fi
}
`.trim()

const LOCK = String.raw`
# One run at a time. A lock left behind by a machine that went down is older than any run can be.
lock=${'$'}{STOA_LOCK_DIR:-/tmp}/check-stoa.$(id -u).lock
if ! mkdir "$lock" 2>/dev/null; then
  if [ -n "$(find "$lock" -maxdepth 0 -mmin +10 2>/dev/null)" ]; then
    rmdir "$lock" 2>/dev/null && mkdir "$lock" 2>/dev/null || exit 1
  else
    printf '[WARN] %s the check before this one is still running\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
    exit 1
  fi
fi
trap 'rmdir "$lock"' EXIT
`.trim()

/** `check-stoa.sh`. Exit code 0: all well; 1: slow, or still running; 2: something is down. */
export function monitoringScript(install: Install): string {
  const { gateway, controlPlane, keycloak } = install.addresses
  const realm = `${keycloak}/realms/${encodeURIComponent(install.realm.toWellFormed())}`
  return [
    '#!/usr/bin/env bash',
    `# check-stoa.sh: does STOA answer? For ${inOneLine(gateway)}; run it from cron every 5 minutes.`,
    '# Exit code: 0 all well, 1 slow or still running, 2 something is down.',
    'set -u',
    'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/homebrew/bin',
    'LC_ALL=C',
    'export PATH LC_ALL',
    '',
    '# What the environment says counts more than what was written here.',
    assignment('default_gateway', gateway),
    assignment('default_api', controlPlane),
    assignment('realm_address', realm),
    'gateway=${STOA_GATEWAY_URL:-$default_gateway}',
    'api=${STOA_API_URL:-$default_api}',
    `slow_ms=\${STOA_SLOW_MS:-${SLOW_MS}}`,
    "summary=''",
    '',
    'if ! command -v curl >/dev/null; then',
    "  echo '[ALERT] curl is not installed' >&2",
    '  exit 2',
    'fi',
    '',
    LOCK,
    '',
    CHECKS,
    '',
    `check gateway "$gateway/health" '"status":"ok"'`,
    `check control-plane "$api/health" '"status":"ok"'`,
    '# The realm, not /health/ready: newer Keycloaks answer health questions on a port of their own.',
    `check keycloak "$realm_address" '"public_key"'`,
    '',
    '[ "$worst" -ne 0 ] || report OK "${summary# }"',
    'exit "$worst"',
    '',
  ].join('\n')
}

/**
 * One line for `crontab -e`, every five minutes.
 * @throws RangeError for a path with a line break, which no crontab line can hold
 */
export function crontabLine(script: string, log: string): string {
  // To cron, an unescaped % ends the command, even between quotes.
  const word = (path: string) => {
    if (/[\r\n\0]/.test(path)) throw new RangeError('A crontab line is one line')
    return (/^[\w./-]+$/.test(path) ? path : shellWord(path)).replaceAll('%', String.raw`\%`)
  }
  return `*/5 * * * * ${word(script)} >> ${word(log)} 2>&1`
}
