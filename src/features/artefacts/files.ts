/** Every file that is written for an installation: what it is called, what it is, and what stands in it. */

import { alertRulesFile, alertRulesTests } from '~/domain/artefacts/alert-rules'
import { backupProcedure, externalMonitor } from '~/domain/artefacts/guides'
import { incidentRunbook } from '~/domain/artefacts/incident-runbook'
import type { Install } from '~/domain/artefacts/install'
import { crontabLine, monitoringScript } from '~/domain/artefacts/monitoring-script'
import { alertmanagerReceiver, scrapeConfig } from '~/domain/artefacts/prometheus-config'
import { sessionScript } from '~/domain/artefacts/session-script'
import { m } from '~/i18n/gen/messages'

export interface ArtefactFile {
  /** As it is saved. */
  name: string
  type: string
  title: () => string
  text: (install: Install) => string
}

const MARKDOWN = 'text/markdown'
const YAML = 'application/yaml'
const SHELL = 'text/x-shellscript'

const SCRIPT = 'check-stoa.sh'
const RULES = 'stoa-alerts.yml'

export const artefactFiles = {
  incidents: {
    name: 'stoa-incidents.md',
    type: MARKDOWN,
    title: m.onboarding_file_incident,
    text: incidentRunbook,
  },
  backup: {
    name: 'stoa-backup.md',
    type: MARKDOWN,
    title: m.onboarding_file_backup,
    text: backupProcedure,
  },
  script: { name: SCRIPT, type: SHELL, title: m.onboarding_file_script, text: monitoringScript },
  cron: {
    name: 'crontab.txt',
    type: 'text/plain',
    title: m.onboarding_file_cron,
    text: () => `${crontabLine(`/usr/local/bin/${SCRIPT}`, '/var/log/stoa-monitor.log')}\n`,
  },
  rules: { name: RULES, type: YAML, title: m.onboarding_file_rules, text: alertRulesFile },
  tests: {
    name: 'stoa-alerts.test.yml',
    type: YAML,
    title: m.onboarding_file_tests,
    text: (install) => alertRulesTests(install, RULES),
  },
  scrape: {
    name: 'prometheus-stoa.yml',
    type: YAML,
    title: m.onboarding_file_scrape,
    text: (install) => scrapeConfig(install, RULES),
  },
  receiver: {
    name: 'alertmanager-stoa.yml',
    type: YAML,
    title: m.onboarding_file_receiver,
    text: alertmanagerReceiver,
  },
  external: {
    name: 'stoa-external-monitor.md',
    type: MARKDOWN,
    title: m.onboarding_file_external,
    text: externalMonitor,
  },
  week: {
    name: 'stoa-week.sh',
    type: SHELL,
    title: m.onboarding_file_week,
    text: (install) => sessionScript(install),
  },
} satisfies Record<string, ArtefactFile>
