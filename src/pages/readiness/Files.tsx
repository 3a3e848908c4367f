import DownloadIcon from 'lucide-react/icons/download'

import { Button } from '~/components/ui/Button'
import { CopyButton } from '~/components/ui/CopyButton'
import { saveFile } from '~/components/ui/save-file'
import { Section } from '~/components/ui/Section'
import { artefactFiles } from '~/features/artefacts/files'
import { useInstall } from '~/features/artefacts/install'
import { m } from '~/i18n/gen/messages'

/** Everything that is written for this installation, to be saved or copied. */
export function Files({ tenant }: { tenant: string }) {
  const install = useInstall(tenant)
  return (
    <div data-print="never">
      <Section title={m.readiness_files()} description={m.readiness_files_description()}>
        <ul id="files" className="scroll-mt-16 divide-y divide-line">
          {Object.values(artefactFiles).map(({ name, type, title, text }) => (
            <li
              key={name}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2"
            >
              <span className="min-w-0">
                <code>{name}</code> <span className="text-muted">{title()}</span>
              </span>
              <span className="flex items-center gap-2">
                <CopyButton label={name} value={() => text(install)} />
                <Button
                  size="sm"
                  icon={DownloadIcon}
                  aria-label={m.readiness_save_of({ name })}
                  onClick={() => saveFile(name, type, text(install))}
                >
                  {m.readiness_save()}
                </Button>
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}
