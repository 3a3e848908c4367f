import type { ReactNode } from 'react'

import { Code } from '~/components/ui/Code'
import { Name } from '~/components/ui/Name'
import {
  type MediaView,
  type OperationView,
  operationView,
  type ParameterView,
} from '~/domain/openapi/view'
import { m } from '~/i18n/gen/messages'

import { Markdown } from './Markdown'
import { SchemaTree } from './SchemaTree'

interface Props {
  document: unknown
  method: string
  path: string
}

/** All that the document says about one operation. */
export function OperationDetail({ document, method, path }: Props) {
  const view = operationView(document, method, path)
  if (!view) return null
  const { description, parameters, body, security } = view
  return (
    <div className="flex min-w-0 flex-col gap-4">
      {description !== '' && <Markdown text={description} />}
      {security.length > 0 && (
        <Part title={m.openapi_view_security()}>
          <Name value={security.join(' · ')} />
        </Part>
      )}
      {parameters.length > 0 && (
        <Part title={m.openapi_view_parameters()}>
          <ul className="flex flex-col gap-2">
            {parameters.map((one) => (
              <li key={`${one.place} ${one.name}`}>
                <Parameter parameter={one} document={document} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {body && (
        <Part title={m.openapi_view_body()}>
          {body.description !== '' && <Markdown text={body.description} />}
          <MediaList media={body.media} document={document} />
        </Part>
      )}
      <Responses view={view} document={document} />
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h4 className="mb-1 font-medium">{title}</h4>
      {children}
    </section>
  )
}

function Parameter({ parameter, document }: { parameter: ParameterView; document: unknown }) {
  const { name, place, isRequired, description, schema } = parameter
  return (
    <>
      <p className="[overflow-wrap:anywhere]">
        <code className="font-medium">
          <Name value={name} />
        </code>{' '}
        <span className="text-sm text-muted">
          <Name value={place} />
        </span>{' '}
        {isRequired && <span className="text-sm text-warn">{m.openapi_view_required()}</span>}
      </p>
      {description !== '' && <Markdown text={description} />}
      <SchemaTree document={document} schema={schema} />
    </>
  )
}

function Responses({ view, document }: { view: OperationView; document: unknown }) {
  return (
    <Part title={m.openapi_view_responses()}>
      <ul className="flex flex-col gap-3">
        {view.responses.map(({ status, description, media }) => (
          <li key={status} className="border-l-2 border-line pl-3">
            <p>
              <code className="font-medium">
                <Name value={status} />
              </code>
            </p>
            {description !== '' && <Markdown text={description} />}
            {media.length === 0 ? (
              <p className="text-sm text-muted">{m.openapi_view_no_content()}</p>
            ) : (
              <MediaList media={media} document={document} />
            )}
          </li>
        ))}
      </ul>
    </Part>
  )
}

function MediaList({ media, document }: { media: readonly MediaView[]; document: unknown }) {
  return media.map(({ contentType, schema, example }) => (
    <div key={contentType} className="flex min-w-0 flex-col gap-1">
      <code className="text-sm text-muted">
        <Name value={contentType} />
      </code>
      {schema !== undefined && <SchemaTree document={document} schema={schema} isOpen />}
      {example !== '' && <Code label={m.openapi_view_example()}>{example.slice(0, 20_000)}</Code>}
    </div>
  ))
}
