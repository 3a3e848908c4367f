/** Lines of a byte stream in batches: a batch a chunk, because an await a line would dominate the load of 200,000 keys. */

/** A line that is longer than this is refused rather than gathered without end. */
const LONGEST_LINE = 1024 * 1024

export class LineTooLong extends Error {
  override name = 'LineTooLong'
}

/**
 * Splits UTF-8 bytes into lines without their line ends; the last one needs none. Empty lines are left out.
 * @throws LineTooLong above 1 MiB in one line
 */
export async function* lineBatches(source: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of source) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > LONGEST_LINE) throw new LineTooLong('a line is longer than 1 MiB')
    yield lines.filter((line) => line !== '')
  }
  rest += decoder.decode()
  if (rest !== '') yield [rest]
}
