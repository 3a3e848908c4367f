import { CopyButton } from '~/components/ui/CopyButton'
import { m } from '~/i18n/gen/messages'

/** The command that does what the button beside it does. @param command written at the click */
export function CopyCurl({ command, size = 'md' }: { command: () => string; size?: 'sm' | 'md' }) {
  return <CopyButton label={m.apis_curl()} text={m.apis_curl()} value={command} size={size} />
}
