/** What is done in place for each step; a step that is not here has nothing to do but be measured. */

import type { ComponentType } from 'react'

import type { StepId } from '~/domain/runbook/step'

import * as files from './Files'
import * as first from './FirstParts'
import { BurstPart } from './BurstPart'
import { TestAlertPart } from './TestAlertPart'
import type { PartProps } from './part'
import { CallPart } from './CallPart'
import { HandOver } from './HandOver'
import { Credentials } from './Credentials'
import { OwnCalls } from './OwnCalls'
import { LogPart } from './LogPart'

export const parts: Partial<Record<StepId, ComponentType<PartProps>>> = {
  'day-2.contract': first.NewApi,
  'day-2.route': OwnCalls,
  'day-2.call': CallPart,
  'day-3.rate-limit': first.NewLimit,
  'day-3.burst': BurstPart,
  'day-3.cors': first.NewCors,
  'day-3.preflight': OwnCalls,
  'day-4.consumer': first.NewConsumer,
  'day-4.subscription': first.Subscribe,
  'day-4.key-required': OwnCalls,
  'day-4.call': CallPart,
  'day-4.portal': HandOver,
  'day-5.target': files.ScrapeFiles,
  'day-5.script': files.ScriptFiles,
  'day-5.logs': LogPart,
  'day-6.rules': files.RuleFiles,
  'day-6.test-alert': TestAlertPart,
  'day-6.external': files.ExternalFiles,
  'day-7.credentials': Credentials,
  'day-7.backup': files.BackupFiles,
  'day-7.incident-runbook': files.IncidentFiles,
}
