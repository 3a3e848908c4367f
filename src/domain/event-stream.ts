/** Server-sent events out of the text they come as (WHATWG HTML, "Interpreting an event stream"). */

export interface ServerEvent {
  /** `message` where the server names none. */
  name: string
  data: string
}

/**
 * Takes the stream's text in whatever pieces it comes and gives the events that are complete. Comments, ids and the
 * server's own retry time are passed over: who reads decides when to come back.
 */
export function eventReader(): (piece: string) => ServerEvent[] {
  let rest = ''
  let name = ''
  let data: string[] = []

  const line = (text: string): ServerEvent[] => {
    if (text === '') {
      const event = { name: name || 'message', data: data.join('\n') }
      const isEmpty = data.length === 0
      name = ''
      data = []
      return isEmpty ? [] : [event]
    }
    const colon = text.indexOf(':')
    const field = colon === -1 ? text : text.slice(0, colon)
    const value = colon === -1 ? '' : text.slice(colon + 1).replace(/^ /, '')
    if (field === 'event') name = value
    if (field === 'data') data.push(value)
    return []
  }

  return (piece) => {
    rest += piece
    // A CR at the very end may be the first half of a CRLF whose other half is still to come.
    const lines = rest.split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    return lines.flatMap(line)
  }
}
