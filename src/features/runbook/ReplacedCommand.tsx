import { Code } from '~/components/ui/Code'
import { m } from '~/i18n/gen/messages'

interface Props {
  /** What the runbook calls the step. */
  step: string
  /** The step's command with this installation's values. */
  command: string
}

/** The command of the runbook that a form stands for, ready to be run instead of it. */
export function ReplacedCommand({ step, command }: Props) {
  return (
    <details className="rounded-md border border-line px-3 py-2">
      <summary className="cursor-pointer font-medium">{m.runbook_replaces()}</summary>
      <div className="flex flex-col gap-2 pt-2">
        <p className="text-muted">{m.runbook_replaces_hint({ step })}</p>
        <Code label={m.runbook_replaces()}>{command}</Code>
      </div>
    </details>
  )
}
