import DownloadIcon from 'lucide-react/icons/download'

import { Button } from '~/components/ui/Button'
import { Code } from '~/components/ui/Code'
import { saveFile } from '~/components/ui/save-file'
import { type ArtefactFile, artefactFiles } from '~/features/artefacts/files'
import { useInstall } from '~/features/artefacts/install'
import { m } from '~/i18n/gen/messages'

import type { PartProps } from './part'

interface Props extends PartProps {
  file: ArtefactFile
}

/** A file written for this installation: to be read here, copied, or saved. */
function File({ tenant, file: { name, type, title, text } }: Props) {
  const content = text(useInstall(tenant))
  return (
    <details className="rounded-md border border-line px-3 py-2">
      <summary className="cursor-pointer font-medium">
        {title()} <code className="text-sm font-normal text-muted">{name}</code>
      </summary>
      <div className="flex flex-col gap-2 pt-2">
        <div className="max-h-80 overflow-y-auto">
          <Code label={title()}>{content}</Code>
        </div>
        <div data-print="never">
          <Button
            size="sm"
            icon={DownloadIcon}
            aria-label={m.onboarding_file_save_of({ name })}
            onClick={() => saveFile(name, type, content)}
          >
            {m.onboarding_file_save()}
          </Button>
        </div>
      </div>
    </details>
  )
}

export const ScriptFiles = (props: PartProps) => (
  <>
    <File {...props} file={artefactFiles.script} />
    <File {...props} file={artefactFiles.cron} />
  </>
)

export const ScrapeFiles = (props: PartProps) => <File {...props} file={artefactFiles.scrape} />

export const RuleFiles = (props: PartProps) => (
  <>
    <File {...props} file={artefactFiles.rules} />
    <File {...props} file={artefactFiles.tests} />
    <File {...props} file={artefactFiles.receiver} />
    <details>
      <summary className="cursor-pointer text-muted">{m.onboarding_misfire()}</summary>
      <div className="mt-2 flex max-w-[80ch] flex-col gap-2">
        <p>{m.onboarding_misfire_error()}</p>
        <p>{m.onboarding_misfire_limit()}</p>
      </div>
    </details>
  </>
)

export const ExternalFiles = (props: PartProps) => <File {...props} file={artefactFiles.external} />

export const BackupFiles = (props: PartProps) => <File {...props} file={artefactFiles.backup} />

export const IncidentFiles = (props: PartProps) => (
  <File {...props} file={artefactFiles.incidents} />
)
