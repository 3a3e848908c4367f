/** Unpacks one archive in a thread of its own. */
import { workerData } from 'node:worker_threads'
import { unzip } from './unzip.ts'

const { archive, into } = workerData as { archive: string; into: string }
unzip(archive, into)
