import { Page } from '~/components/ui/Page'
import { Doctor } from '~/features/doctor/Doctor'
import { m } from '~/i18n/gen/messages'
import { useLocale } from '~/i18n/locale'

export function Component() {
  // Its route is no guarded one, which would draw it again when the language changes.
  useLocale()
  return (
    <Page title={m.doctor_page()} description={m.doctor_page_description()}>
      <Doctor />
    </Page>
  )
}
