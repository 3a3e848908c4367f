import type { KeyFields } from '~/domain/call'

import type { TestKeySource } from './called-api'

/**
 * The key that the form says, a test key made now where it says so.
 * @param auth of the API: only `api_key` takes one
 * @returns undefined when the test key could not be made, which its source explains
 */
export async function takeKey(
  { keySource, apiKey }: KeyFields,
  auth: string,
  testKey: TestKeySource | undefined,
): Promise<{ key: string; isNew: boolean } | undefined> {
  if (auth !== 'api_key' || keySource === 'none') return { key: '', isNew: false }
  if (keySource === 'test') return testKey?.take()
  return { key: apiKey.trim(), isNew: false }
}
