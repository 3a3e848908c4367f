/** Where an API is served, as its document has it. */

import { entriesOf, listOf, type Loose, own, textOf, textsOf } from './loose'

export interface Server {
  /** Variables stand for their defaults. No `/` at the end. */
  url: string
  description: string
  /** Can it be a backend's address: http or https, with a host, without credentials? */
  isUsable: boolean
}

// As the contract has it (contract/openapi.yaml: BackendUrl).
const backendUrl = /^https?:\/\/[^\s/?#@{}]+([/?][^\s#{}]*)?$/

/** @param from address that the document was read from */
export function serversOf(document: Loose, from?: string): Server[] {
  const found = 'swagger' in document ? swaggerServers(document) : openapiServers(document)
  const resolved = found.map((server) => ({ ...server, url: absolute(server.url, from) }))
  return resolved
    .filter(({ url }, at) => url !== '' && resolved.findIndex((one) => one.url === url) === at)
    .map((server) => ({ ...server, isUsable: backendUrl.test(server.url) }))
}

type Found = Omit<Server, 'isUsable'>

function openapiServers(document: Loose): Found[] {
  return listOf(own(document, 'servers')).map((server) => ({
    url: filled(textOf(own(server, 'url')), own(server, 'variables')),
    description: textOf(own(server, 'description')),
  }))
}

/** `https://{region}.example.com` with each variable's default; what has none stays as it is. */
function filled(url: string, variables: unknown): string {
  const defaults = new Map(
    entriesOf(variables).map(([name, variable]) => [name, textOf(own(variable, 'default'))]),
  )
  return url.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => defaults.get(name) ?? whole)
}

function swaggerServers(document: Loose): Found[] {
  const host = textOf(own(document, 'host'))
  const path = textOf(own(document, 'basePath'))
  if (host === '') return path === '' ? [] : [{ url: path, description: '' }]
  const schemes = textsOf(own(document, 'schemes')).filter((scheme) => /^https?$/.test(scheme))
  return (schemes.length > 0 ? schemes : ['https']).map((scheme) => ({
    url: `${scheme}://${host}${path.startsWith('/') ? path : ''}`,
    description: '',
  }))
}

function absolute(url: string, from: string | undefined): string {
  const isRelative = !/^[a-z][a-z0-9+.-]*:/i.test(url)
  const whole = isRelative && from !== undefined ? (URL.parse(url, from)?.href ?? url) : url
  return whole.length > 1 ? whole.replace(/\/+$/, '') : whole
}
