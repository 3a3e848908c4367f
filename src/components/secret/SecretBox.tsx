import EyeIcon from 'lucide-react/icons/eye'
import EyeOffIcon from 'lucide-react/icons/eye-off'
import { useId, useState } from 'react'
import { m } from '~/i18n/gen/messages'
import { Button } from '../ui/Button'
import { CopyButton } from '../ui/CopyButton'

interface Props {
  secret: string
  isCopied: boolean
  onCopied: () => void
}

/** The key, masked until asked for: while it is masked it is nowhere in the document. */
export function SecretBox({ secret, isCopied, onCopied }: Props) {
  const [isShown, setIsShown] = useState(false)
  const id = useId()
  const end = secret.slice(-4)
  return (
    <div className="flex flex-col gap-1">
      <span id={id} className="font-medium">
        {m.kit_secret_label()}
      </span>
      <div className="flex flex-wrap items-center gap-2">
        {isShown ? (
          // An output, not an input: no password manager, no form history, nothing to fill in again.
          <output aria-labelledby={id} className={`${boxStyle} select-all`}>
            {secret}
          </output>
        ) : (
          <span className={boxStyle}>
            <span aria-hidden>
              {'•'.repeat(16)}
              {end}
            </span>
            <span className="sr-only">{m.kit_secret_masked({ end })}</span>
          </span>
        )}
        <Button
          icon={isShown ? EyeOffIcon : EyeIcon}
          aria-pressed={isShown}
          onClick={() => setIsShown(!isShown)}
        >
          {isShown ? m.kit_secret_hide() : m.kit_secret_show()}
        </Button>
        <CopyButton
          value={() => secret}
          label={m.kit_secret_label()}
          text={m.kit_copy_short()}
          size="md"
          variant={isCopied ? 'secondary' : 'primary'}
          onCopied={onCopied}
          isFirstStop
        />
      </div>
      {isCopied && <output className="text-sm text-ok">{m.kit_secret_copied()}</output>}
    </div>
  )
}

const boxStyle =
  'min-h-8 min-w-0 flex-1 basis-64 rounded-md border border-edge bg-sunken px-2.5 py-1 font-mono text-sm [overflow-wrap:anywhere]'
