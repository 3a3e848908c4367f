import { Field } from '~/components/form/Field'
import { Name } from '~/components/ui/Name'
import type { Server } from '~/domain/openapi/servers'
import { m } from '~/i18n/gen/messages'

interface Props {
  servers: readonly Server[]
  /** The backend that the form has now. */
  value: string
  /** What was typed before a server was chosen. */
  own: string
  onChange: (url: string) => void
}

/** Which of the document's servers is the backend; one's own stays possible. */
export function ServerChoice({ servers, value, own, onChange }: Props) {
  const isOwn = !servers.some(({ url, isUsable }) => isUsable && url === value)
  return (
    <Field name="openapi-server" label={m.openapi_server()} hint={m.openapi_server_hint()} isGroup>
      {(input) => (
        <div className="flex flex-col gap-1">
          {servers.map(({ url, description, isUsable }) => (
            <Choice
              key={url}
              group={input.id}
              isChosen={isUsable && url === value}
              isUsable={isUsable}
              onChoose={() => onChange(url)}
            >
              <code className="[overflow-wrap:anywhere]">
                <Name value={url} />
              </code>{' '}
              <span className="text-muted">
                {isUsable ? <Name value={description} /> : m.openapi_server_unusable()}
              </span>
            </Choice>
          ))}
          <Choice group={input.id} isChosen={isOwn} isUsable onChoose={() => onChange(own)}>
            {m.openapi_server_own()}
          </Choice>
        </div>
      )}
    </Field>
  )
}

interface ChoiceProps {
  group: string
  isChosen: boolean
  isUsable: boolean
  onChoose: () => void
  children: React.ReactNode
}

function Choice({ group, isChosen, isUsable, onChoose, children }: ChoiceProps) {
  return (
    <label className="flex items-baseline gap-2">
      <input
        type="radio"
        name={group}
        checked={isChosen}
        disabled={!isUsable}
        onChange={onChoose}
      />
      <span className="min-w-0">{children}</span>
    </label>
  )
}
