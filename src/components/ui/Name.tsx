import AlertIcon from 'lucide-react/icons/triangle-alert'
import { m } from '~/i18n/gen/messages'
import { hasMixedScripts, nameParts } from './name-parts'

/** A name that somebody else chose: isolated in its direction, with nothing hidden in it. */
export function Name({ value }: { value: string }) {
  if (value === '') return <span className="text-faint">{m.kit_empty_text()}</span>
  const parts = nameParts(value)
  return (
    <bdi className="[overflow-wrap:anywhere]">
      {parts.map((part, index) =>
        part.kind === 'text' ? (
          part.text
        ) : (
          // Parts have no identity but their place; a name is drawn anew when it changes.
          // oxlint-disable-next-line react/no-array-index-key
          <span
            key={index}
            title={m.kit_hidden_character({ code: part.code })}
            className={hiddenStyle}
          >
            {part.code}
          </span>
        ),
      )}
      {hasMixedScripts(value) && (
        <span title={m.kit_mixed_scripts()}>
          <AlertIcon aria-hidden size={13} className="ml-1 inline align-[-2px] text-warn" />
          <span className="sr-only">{m.kit_mixed_scripts()}</span>
        </span>
      )}
    </bdi>
  )
}

const hiddenStyle =
  'mx-0.5 rounded-sm border border-warn-line bg-warn-soft px-0.5 font-mono text-2xs text-warn'
