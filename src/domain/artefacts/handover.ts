/** The handover report: what was checked, with its evidence, and what is still open, as one dated Markdown document. */

import type { Install } from './install'
import { asCode, inText } from './markdown-text'

export interface HandoverCheck {
  title: string
  state: string
  /** Why, in words. */
  reason: string
  /** What was asked and what came back; empty where nothing was. */
  evidence: readonly { request: string; excerpt: string; at: string; by?: string }[]
  isDone: boolean
}

export interface Handover {
  at: string
  by: string
  score: string
  /** Who declared it ready and when, in words; absent where nobody has. */
  declared?: string
  groups: readonly { title: string; checks: readonly HandoverCheck[] }[]
}

/** The document's own words, in the reader's language. */
export interface HandoverWords {
  title: string
  tenant: string
  date: string
  score: string
  declaration: string
  notDeclared: string
  addresses: string
  names: {
    gateway: string
    controlPlane: string
    keycloak: string
    console: string
    portal: string
  }
  open: string
  nothingOpen: string
  check: string
  state: string
  evidence: string
  signature: string
}

/** `stoa-handover.md` */
export function handoverReport(install: Install, handover: Handover, words: HandoverWords): string {
  const all = handover.groups.flatMap(({ checks }) => checks)
  const open = all.filter(({ isDone }) => !isDone)
  const { addresses } = install
  return [
    `# ${inText(words.title)}`,
    '',
    `- ${inText(words.tenant)}: ${inText(install.tenant)}`,
    `- ${inText(words.date)}: ${inText(handover.at)}, ${inText(handover.by)}`,
    `- ${inText(words.score)}: **${inText(handover.score)}**`,
    `- ${inText(words.declaration)}: ${inText(handover.declared ?? words.notDeclared)}`,
    '',
    `## ${inText(words.addresses)}`,
    '',
    ...(['gateway', 'controlPlane', 'keycloak', 'console', 'portal'] as const).map(
      (name) => `- ${inText(words.names[name])}: ${asCode(addresses[name])}`,
    ),
    '',
    `## ${inText(words.open)}`,
    '',
    ...(open.length === 0
      ? [inText(words.nothingOpen)]
      : open.map(
          ({ title, state, reason }) =>
            `- **${inText(title)}** (${inText(state)}): ${inText(reason)}`,
        )),
    '',
    ...handover.groups.flatMap(({ title, checks }) => [
      `## ${inText(title)}`,
      '',
      `| ${inText(words.check)} | ${inText(words.state)} | ${inText(words.evidence)} |`,
      '|---|---|---|',
      ...checks.map(
        (check) => `| ${inText(check.title)} | ${inText(check.state)} | ${evidenceOf(check)} |`,
      ),
      '',
    ]),
    '---',
    '',
    `${inText(words.signature)}: ______________________`,
    '',
  ].join('\n')
}

function evidenceOf({ evidence, reason }: HandoverCheck): string {
  if (evidence.length === 0) return inText(reason)
  return evidence
    .map(({ request, excerpt, at, by }) => {
      const who = by === undefined ? '' : `, ${inText(by)}`
      return `${asCode(request)}: ${inText(excerpt)} (${inText(at)}${who})`
    })
    .join('<br>')
}
