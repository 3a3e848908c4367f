import { useState } from 'react'

import { Name } from '~/components/ui/Name'
import {
  schemaView,
  type Inner,
  type SchemaGroup,
  type SchemaView,
} from '~/domain/openapi/schema-view'
import { m } from '~/i18n/gen/messages'

import { Markdown } from './Markdown'

interface Props {
  document: unknown
  schema: unknown
  seen?: readonly string[]
  /** The outermost schema shows its members at once. */
  isOpen?: boolean
}

/** A schema, level by level: what lies inside is worked out when it is opened, and a circle ends where it closes. */
export function SchemaTree({ document, schema, seen = [], isOpen = false }: Props) {
  const view = schemaView(document, schema, seen)
  const [open, setOpen] = useState(isOpen)
  return (
    <div className="min-w-0">
      <SchemaWords view={view} />
      {view.groups.length > 0 && (
        <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary className="w-fit cursor-pointer text-sm text-muted">
            {view.groups.map(({ kind }) => groupWords[kind]()).join(' · ')}
          </summary>
          {open &&
            view.groups.map((group) => (
              <GroupView key={group.kind} document={document} group={group} seen={view.seen} />
            ))}
        </details>
      )}
    </div>
  )
}

const groupWords: Record<SchemaGroup['kind'], () => string> = {
  members: m.openapi_view_members,
  more: m.openapi_view_more,
  items: m.openapi_view_items,
  allOf: m.openapi_view_all_of,
  anyOf: m.openapi_view_any_of,
  oneOf: m.openapi_view_one_of,
}

function SchemaWords({ view }: { view: SchemaView }) {
  const { type, end, values, fallback, description } = view
  const facts = [
    ...(values.length > 0
      ? [m.openapi_view_values({ values: values.slice(0, 30).join(', ') })]
      : []),
    ...(fallback === '' ? [] : [m.openapi_view_default({ value: fallback })]),
  ]
  if (end)
    return (
      <p className="text-sm text-muted">
        {end.kind === 'recursive'
          ? m.openapi_view_recursive({ name: end.reference })
          : m.openapi_view_dangling({ reference: end.reference })}
      </p>
    )
  return (
    <>
      {type !== '' && (
        <code className="text-sm">
          <Name value={type} />
        </code>
      )}
      {facts.length > 0 && (
        <p className="text-sm text-muted [overflow-wrap:anywhere]">
          <Name value={facts.join(' · ')} />
        </p>
      )}
      {description !== '' && <Markdown text={description} />}
    </>
  )
}

interface GroupProps {
  document: unknown
  group: SchemaGroup
  seen: readonly string[]
}

function GroupView({ document, group, seen }: GroupProps) {
  return (
    <ul className="flex flex-col border-l border-line pl-3">
      {group.inner.map((inner, at) => (
        <li key={inner.name || at} className="py-1">
          <MemberName inner={inner} />
          <SchemaTree document={document} schema={inner.schema} seen={seen} />
        </li>
      ))}
    </ul>
  )
}

function MemberName({ inner: { name, isRequired } }: { inner: Inner }) {
  if (name === '') return null
  return (
    <p className="[overflow-wrap:anywhere]">
      <code className="font-medium">
        <Name value={name} />
      </code>{' '}
      {isRequired && <span className="text-sm text-warn">{m.openapi_view_required()}</span>}
    </p>
  )
}
