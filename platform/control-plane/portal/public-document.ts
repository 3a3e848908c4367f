/**
 * An API's own OpenAPI document for developers: wherever it names servers, the gateway stands in their place, because the backend's
 * address is nobody's business and a call to it would go past the gateway.
 */

type Node = Record<string, unknown>

/** Where OpenAPI has a list of servers besides the document itself: path items and operations, in `paths` and `webhooks`. */
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']
/** Swagger 2's way to name a server. */
const SWAGGER_SERVER = ['host', 'basePath', 'schemes']

/** @param text a JSON object, as it was stored */
export function withGatewayAsServer(text: string, gatewayUrl: string): Node {
  const stored: unknown = JSON.parse(text)
  const document = new Map(Object.entries(isNode(stored) ? stored : {}))
  for (const name of SWAGGER_SERVER) document.delete(name)
  for (const name of ['paths', 'webhooks']) {
    const items = document.get(name)
    if (isNode(items)) document.set(name, mapValues(items, withoutServers))
  }
  document.set('servers', [{ url: gatewayUrl }])
  return Object.fromEntries(document)
}

function withoutServers(item: unknown): unknown {
  if (!isNode(item)) return item
  const { servers: _, ...rest } = item
  return Object.fromEntries(
    Object.entries(rest).map(([name, value]) => {
      if (!METHODS.includes(name.toLowerCase()) || !isNode(value)) return [name, value]
      const { servers: __, ...operation } = value
      return [name, operation]
    }),
  )
}

function mapValues(node: Node, change: (value: unknown) => unknown): Node {
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, change(value)]))
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
