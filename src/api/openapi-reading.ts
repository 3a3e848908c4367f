/** What the thread of its own does, for the thread and for where there is none. */

import { type DocumentSource, readDocument, type Reading } from '~/domain/openapi/read'

export interface Asked {
  content: string | Blob
  from?: string
}

/** Reads and checks a document; {@link readDocument} for what may be a file. */
export async function readBlob({ content, ...rest }: Asked): Promise<Reading> {
  const source: DocumentSource = {
    ...rest,
    content: typeof content === 'string' ? content : new Uint8Array(await content.arrayBuffer()),
  }
  return readDocument(source)
}
