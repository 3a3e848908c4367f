import { useState } from 'react'
import { m } from '~/i18n/gen/messages'
import { Code } from '../ui/Code'
import { Tabs } from '../ui/Tabs'
import { snippets, type Call } from './snippets'

/** How to call with the key, in three languages, with a placeholder where the key belongs. */
export function SecretSnippets({ call }: { call: Call }) {
  const [language, setLanguage] = useState('curl')
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h3>{m.kit_secret_snippets()}</h3>
      <Tabs
        label={m.kit_secret_snippets()}
        value={language}
        onChange={setLanguage}
        tabs={snippets(call).map(({ id, label, text }) => ({
          id,
          label,
          content: () => <Code label={label}>{text}</Code>,
        }))}
      />
      <p className="text-sm text-muted">{m.kit_secret_snippets_hint()}</p>
    </section>
  )
}
