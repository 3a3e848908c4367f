/**
 * The calls that the console makes by itself, so that nobody takes them for a consumer's: a gateway takes the request id of a caller
 * over into its log, and these begin with a word of their own.
 */

import { randomId } from './random-id'

/** How the request ids of such calls begin. */
export const CHECK_MARK = 'console-check-'

/** A new request id for such a call. */
export const checkId = (): string => CHECK_MARK + randomId()

/**
 * Was a logged call one of these? Anybody may send such an id, so it counts only for a call that carried no key: it can open nothing
 * and hide nobody who tries keys.
 */
export const isConsoleCheck = (entry: {
  request_id: string
  key_prefix?: string | null
}): boolean => entry.request_id.startsWith(CHECK_MARK) && entry.key_prefix == null
