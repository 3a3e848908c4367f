import DownloadIcon from 'lucide-react/icons/download'

import { Button } from '~/components/ui/Button'
import { CodeTabs } from '~/components/ui/CodeTabs'
import { saveFile } from '~/components/ui/save-file'
import { Section } from '~/components/ui/Section'
import { alertRulesFile, alertRulesTests } from '~/domain/artefacts/alert-rules'
import { useInstall } from '~/features/artefacts/install'
import { m } from '~/i18n/gen/messages'

/** The three rules for this installation's Prometheus, with their unit tests, to copy or to download. */
export function RuleFiles({ tenant }: { tenant: string }) {
  const install = useInstall(tenant)
  const files = [
    {
      id: 'rules',
      label: 'stoa-alerts.yml',
      text: () => alertRulesFile(install),
    },
    {
      id: 'tests',
      label: 'stoa-alerts.test.yml',
      text: () => alertRulesTests(install),
    },
  ]
  return (
    <div id="rule-file" className="scroll-mt-4">
      <Section
        title={m.alerts_files()}
        description={m.alerts_files_hint()}
        action={files.map(({ id, label, text }) => (
          <Button
            key={id}
            size="sm"
            icon={DownloadIcon}
            onClick={() => saveFile(label, 'application/yaml', text())}
          >
            {m.alerts_files_download({ name: label })}
          </Button>
        ))}
      >
        <div className="max-h-96 overflow-y-auto">
          <CodeTabs label={m.alerts_files()} notations={files} />
        </div>
      </Section>
    </div>
  )
}
