import type { ReactNode } from 'react'
import type { FieldValues } from 'react-hook-form'
import { m } from '~/i18n/gen/messages'
import { Button } from '../ui/Button'
import { Page } from '../ui/Page'
import { PendingStatus } from '../ui/PendingStatus'
import { FormNotices } from './FormNotices'
import type { FormParts, Requesting } from './form-types'
import { LeaveQuestion } from './LeaveQuestion'
import { useFormFlow } from './use-form-flow'

type Props<Values extends FieldValues, Output, Variables> = FormParts<Values, Output, Variables> &
  Requesting<Output, Variables> & {
    title: ReactNode
    description?: ReactNode
    action?: ReactNode
    submitLabel?: string
    children: ReactNode
    /** Stands beside the form on wide windows: a preview, an explanation. */
    aside?: ReactNode
  }

/** A form that fills a page; the same care as `FormDialog`. */
export function FormPage<Values extends FieldValues, Output, Variables>(
  props: Props<Values, Output, Variables>,
) {
  const {
    title,
    description,
    action,
    submitLabel = m.kit_save(),
    mutation,
    children,
    aside,
  } = props
  const { element, ...flow } = useFormFlow(props)
  return (
    <Page title={title} description={description} action={action}>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,40rem)_minmax(0,1fr)]">
        <form
          ref={element}
          noValidate
          onSubmit={(event) => void flow.submit(event)}
          className="min-w-0 rounded-lg border border-line bg-surface"
        >
          <div className="flex flex-col gap-4 p-4">
            <FormNotices
              parts={props}
              unplaced={flow.unplaced}
              labelOf={flow.labelOf}
              onSubmit={() => void flow.submit()}
            />
            {children}
            <PendingStatus isPending={mutation.isPending} />
          </div>
          <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-3">
            <Button variant="ghost" onClick={flow.guard.requestClose}>
              {m.kit_cancel()}
            </Button>
            <Button variant="primary" type="submit" pending={mutation.isPending}>
              {submitLabel}
            </Button>
          </footer>
        </form>
        {aside}
      </div>
      <LeaveQuestion guard={flow.guard} />
    </Page>
  )
}
