/**
 * Reads an OpenAPI document on a thread of its own: what comes in is a text or a file of a stranger, what goes out is plain
 * data. Its answer's policy (platform/web/security-headers.ts) lets it call nobody.
 */

import { readBlob, type Asked } from './openapi-reading'

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  void readBlob(data).then((reading) => postMessage(reading))
})
