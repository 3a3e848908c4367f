import { useNavigate } from 'react-router'

import { paths } from '~/app/paths'
import { LinkButton } from '~/components/ui/LinkButton'
import { DEFAULT_RANGE } from '~/domain/time-range'
import { Patterns } from '~/features/log-patterns/Patterns'
import { m } from '~/i18n/gen/messages'

import type { PartProps } from './part'

/** The runbook's four patterns with what was counted of each, and the way to the log. */
export function LogPart({ tenant }: PartProps) {
  const navigate = useNavigate()
  return (
    <div className="flex flex-col gap-3">
      <Patterns
        tenant={tenant}
        range={DEFAULT_RANGE}
        onShow={(status) => void navigate(paths.logs({ tenant, status }))}
      />
      <div data-print="never">
        <LinkButton to={paths.logs({ tenant })}>{m.app_logs()}</LinkButton>
      </div>
    </div>
  )
}
