import type { ReactNode } from 'react'
import { useEffect } from 'react'

import { m } from '~/i18n/gen/messages'

import { Logo } from './Logo'

interface Props {
  title: string
  children: ReactNode
}

/** A page without the shell: before the sign-in, and when nothing else can be shown. */
export function PlainPage({ title, children }: Props) {
  useEffect(() => {
    document.title = `${title} · ${m.app_name()}`
  }, [title])
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="flex w-full max-w-md flex-col gap-4 rounded-lg border border-line bg-surface p-6 shadow-pop">
        <p className="flex items-center gap-2 font-semibold">
          <Logo />
          {m.app_name()}
        </p>
        <h1 className="text-xl">{title}</h1>
        {children}
      </div>
    </main>
  )
}
