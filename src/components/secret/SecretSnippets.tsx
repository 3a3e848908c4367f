import { m } from '~/i18n/gen/messages'
import { CodeTabs } from '../ui/CodeTabs'
import { snippets, type Call } from './snippets'

/** How to call with the key, in three languages, with a placeholder where the key belongs. */
export function SecretSnippets({ call }: { call: Call }) {
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h3>{m.kit_secret_snippets()}</h3>
      <CodeTabs
        label={m.kit_secret_snippets()}
        notations={snippets(call).map(({ id, label, text }) => ({ id, label, text: () => text }))}
      />
      <p className="text-sm text-muted">{m.kit_secret_snippets_hint()}</p>
    </section>
  )
}
