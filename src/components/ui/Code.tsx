import { m } from '~/i18n/gen/messages'
import { CopyButton } from './CopyButton'

interface Props {
  children: string
  /** What it is, for the region's and the copy button's name. */
  label?: string
}

/** A text to be read or run as it stands: never wrapped, scrolled by keyboard too, copied with one press. */
export function Code({ children, label = m.kit_code_copy() }: Props) {
  return (
    <div className="group relative min-w-0 rounded-md border border-line bg-sunken">
      <section
        // Scrolls sideways, so it takes part in the tab order: without a mouse there is no other way to read its end.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={label}
        className="overflow-x-auto rounded-md"
      >
        <pre className="w-max min-w-full p-3 pr-10 text-sm">
          <code>{children}</code>
        </pre>
      </section>
      <div className="absolute top-1.5 right-1.5 rounded-md bg-sunken" data-print="never">
        <CopyButton value={children} label={label} />
      </div>
    </div>
  )
}
