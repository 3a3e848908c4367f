import { useEffect } from 'react'

import { m } from '~/i18n/gen/messages'

/** Names the document; the most particular part comes first, since tabs are narrow. */
export function useTitle(...parts: string[]): void {
  const title = [...parts, m.app_name()].join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}
