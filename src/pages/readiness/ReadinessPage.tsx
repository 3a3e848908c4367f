import { useQuery } from '@tanstack/react-query'
import DownloadIcon from 'lucide-react/icons/download'
import PrintIcon from 'lucide-react/icons/printer'
import RecheckIcon from 'lucide-react/icons/refresh-cw'

import { doctor } from '~/api/doctor'
import { useParam } from '~/app/params'
import { useCan, useMe } from '~/auth/permissions'
import { Button } from '~/components/ui/Button'
import { Page } from '~/components/ui/Page'
import { saveFile } from '~/components/ui/save-file'
import { Section } from '~/components/ui/Section'
import type { Check } from '~/domain/readiness'
import {
  blockersOf,
  checksOf,
  declarationOf,
  groups,
  keptScores,
  scoreOf,
} from '~/domain/readiness'
import type { Runbook } from '~/features/runbook/use-runbook'
import { useRunbook } from '~/features/runbook/use-runbook'
import { m } from '~/i18n/gen/messages'

import { CheckRow } from './CheckRow'
import { Declare, KeepScore } from './Declare'
import { Files } from './Files'
import { Incidents } from './Incidents'
import { reportOf } from './report'
import { ScoreCard } from './ScoreCard'
import { groupTitle } from './words'

export function Component() {
  const tenant = useParam('tenant')
  const runbook = useRunbook(tenant)
  const diagnoses = useQuery(doctor.diagnoses())
  const checks = checksOf(runbook.results, runbook.probes, diagnoses.data)
  const kept = runbook.kept?.steps ?? {}
  const isAsking = checks.some(({ result }) => result.because.code === 'asking')
  return (
    <Page
      title={m.readiness_title()}
      description={m.readiness_description()}
      action={<Actions tenant={tenant} runbook={runbook} checks={checks} isAsking={isAsking} />}
    >
      <ScoreCard
        score={scoreOf(checks)}
        blockers={blockersOf(checks)}
        history={keptScores(kept)}
        declaration={declarationOf(kept)}
        isAsking={isAsking}
      />
      {groups.map((group) => (
        <Section key={group} title={groupTitle(group)}>
          <ul className="divide-y divide-line" data-print="open">
            {checks
              .filter((check) => check.group === group)
              .map((check) => (
                <CheckRow key={check.id} tenant={tenant} check={check} kept={runbook.kept} />
              ))}
          </ul>
        </Section>
      ))}
      <Incidents tenant={tenant} />
      <Files tenant={tenant} />
    </Page>
  )
}

interface ActionProps {
  tenant: string
  runbook: Runbook
  checks: readonly Check[]
  isAsking: boolean
}

function Actions({ tenant, runbook, checks, isAsking }: ActionProps) {
  const may = useCan('onboarding:write')
  const me = useMe()
  const { kept, probes } = runbook
  const name = me.name ?? me.email ?? me.sub
  const save = () => {
    const declaration = declarationOf(kept?.steps ?? {})
    const text = reportOf({ tenant, checks, declaration, at: probes.now, by: name })
    saveFile('stoa-handover.md', 'text/markdown', text)
  }
  return (
    <>
      <Button icon={RecheckIcon} pending={runbook.isChecking()} onClick={() => runbook.recheck()}>
        {m.readiness_recheck()}
      </Button>
      <Button icon={PrintIcon} onClick={() => window.print()}>
        {m.readiness_print()}
      </Button>
      <Button icon={DownloadIcon} disabled={isAsking} onClick={save}>
        {m.readiness_report()}
      </Button>
      {may && kept && !isAsking && (
        <>
          <KeepScore tenant={tenant} checks={checks} kept={kept.steps} name={name} />
          <Declare tenant={tenant} checks={checks} kept={kept.steps} name={name} />
        </>
      )}
    </>
  )
}
