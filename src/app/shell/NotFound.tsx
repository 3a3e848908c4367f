import { useLocation } from 'react-router'

import { LinkButton } from '~/components/ui/LinkButton'
import { Name } from '~/components/ui/Name'
import { Page } from '~/components/ui/Page'
import { m } from '~/i18n/gen/messages'

import { paths } from '../paths'
import { useTitle } from './use-title'

/** The address belongs to no page. */
export function NotFound() {
  const { pathname } = useLocation()
  useTitle(m.app_not_found_title())
  // The path is whatever a link made of it: shown as text, with nothing hidden in it.
  const [before = '', after = ''] = m.app_not_found_text({ path: MARK }).split(MARK)
  return (
    <Page title={m.app_not_found_title()}>
      <p>
        {before}
        <code>
          <Name value={pathname.slice(0, 300)} />
        </code>
        {after}
      </p>
      <p>
        <LinkButton to={paths.home()}>{m.app_not_found_home()}</LinkButton>
      </p>
    </Page>
  )
}

/** Stands for the path while the sentence is taken apart; no sentence of ours holds it. */
const MARK = '\u0000'
