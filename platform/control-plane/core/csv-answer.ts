/** CSV as an answer that is read while it is sent: never more than one page of rows is held. */
import { csvLine } from './csv.ts'

type Cells = readonly (string | null)[]

/**
 * @param name of the file, without its ending: letters, digits and dashes only
 * @param header cells of the first line
 * @param pages rows, page by page; the next one is asked for when the client has taken the one before
 */
export function csvAnswer(name: string, header: Cells, pages: AsyncIterable<Cells[]>): Response {
  return new Response(streamOf(linesOf(header, pages)), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}.csv"`,
    },
  })
}

async function* linesOf(header: Cells, pages: AsyncIterable<Cells[]>): AsyncGenerator<string> {
  yield csvLine(header)
  for await (const rows of pages) yield rows.map(csvLine).join('')
}

/** Reads on only as fast as the client takes it, and no further when the client has gone. */
export function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await lines.return(undefined)
    },
  })
}
