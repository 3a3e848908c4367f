/**
 * How fast the control plane answers its lists and searches over a large tenant (`npm run bench`): each asked one after the
 * other over HTTP, on PGlite as the local platform runs it and, where it is installed, on PostgreSQL. `node bench.ts 0.01` measures a
 * hundredth of the rows, `node bench.ts 1 consumers` only the questions whose name has that word. Prints times beside their
 * budgets and asserts nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'

import { companyNameOf, contractIdOf, emailOf, prefixOf, RARE_NAME } from './bench-data.ts'
import type { Subject } from './bench-server.ts'
import { startSubject } from './bench-server.ts'
import type { DatabaseLocation } from './core/database/connect.ts'
import type { Issuer } from './test/issuer.ts'
import { startIssuer } from './test/issuer.ts'
import { startPostgres } from './test/postgres.ts'

const share = Number(process.argv[2] ?? 1)
const word = process.argv[3] ?? ''
const SIZES = {
  consumers: Math.round(100_000 * share),
  contracts: Math.round(2_000 * share),
  subscriptions: Math.round(200_000 * share),
}
const CALLS = 60
const WARM_UP_CALLS = 5
const LONGEST_ROW_MS = 15_000
const PAGE_SIZE = 50
const HOUR_S = 3_600

interface Question {
  name: string
  /** The n-th call's address; they differ where a person's would. */
  path: (n: number) => string
}

const list = (resource: string, query: Record<string, string | number> = {}) =>
  `/v1/${resource}?${new URLSearchParams({ page_size: String(PAGE_SIZE), ...stringsOf(query) })}`
const stringsOf = (query: Record<string, string | number>) =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]))

const CONSUMERS = 'consumers/default'
const SUBSCRIPTIONS = 'subscriptions/tenant/default'
/** Each field that the contract sorts by, and one of them backwards. */
const CONSUMER_SORTS = [
  'name',
  'email',
  'external_id',
  'company',
  'status',
  '-status',
  'created_at',
  'updated_at',
]
const middlePage = Math.ceil(SIZES.consumers / PAGE_SIZE / 2)
const lastPage = Math.ceil(SIZES.consumers / PAGE_SIZE)
const lastApis = Math.ceil(SIZES.contracts / PAGE_SIZE)
/** APIs spread over all of them, another one each call. */
const some = (n: number) => 1 + ((n * 79) % SIZES.contracts)
/** Consumers spread over the whole table, another one each call. */
const someone = (n: number) => 1 + ((n * 7_919) % SIZES.consumers)

/** The columns of an access matrix. */
const apisFrom = (n: number) =>
  Array.from(
    { length: 8 },
    (_, k) => `&api_id=${contractIdOf(1 + ((n + k) % SIZES.contracts))}`,
  ).join('')

const QUESTIONS: Question[] = [
  { name: 'consumers, first page', path: () => list(CONSUMERS) },
  { name: 'consumers, a deep page', path: (n) => list(CONSUMERS, { page: lastPage - (n % 9) }) },
  { name: 'consumers, by name', path: (n) => list(CONSUMERS, { sort: 'name', page: 1 + (n % 9) }) },
  { name: 'consumers, by company', path: () => list(CONSUMERS, { sort: 'company' }) },
  { name: 'consumers, by change', path: () => list(CONSUMERS, { sort: '-updated_at' }) },
  ...CONSUMER_SORTS.map((sort) => ({
    name: `consumers, middle, ${sort}`,
    path: (n: number) => list(CONSUMERS, { sort, page: middlePage - (n % 9) }),
  })),
  ...['name', 'status', '-created_at'].map((sort) => ({
    name: `consumers, active, ${sort}`,
    path: (n: number) => list(CONSUMERS, { sort, status: 'active', page: middlePage - (n % 9) }),
  })),
  { name: 'search, a rare name', path: () => list(CONSUMERS, { search: RARE_NAME }) },
  { name: 'search, an e-mail', path: (n) => list(CONSUMERS, { search: emailOf(someone(n)) }) },
  { name: 'e-mail, exact', path: (n) => list(CONSUMERS, { email: emailOf(someone(n)) }) },
  {
    name: 'search, a company',
    path: (n) => list(CONSUMERS, { search: companyNameOf(someone(n)) }),
  },
  { name: 'search, in every row', path: () => list(CONSUMERS, { search: 'integration' }) },
  { name: 'search, two letters', path: () => list(CONSUMERS, { search: 'ab' }) },
  { name: 'search, a key prefix', path: (n) => list(CONSUMERS, { search: prefixOf(someone(n)) }) },
  { name: 'consumers, suspended', path: () => list(CONSUMERS, { status: 'suspended' }) },
  { name: 'consumers, active', path: () => list(CONSUMERS, { status: 'active' }) },
  { name: 'subscriptions', path: () => list(SUBSCRIPTIONS) },
  { name: 'subscriptions, active', path: () => list(SUBSCRIPTIONS, { status: 'active' }) },
  {
    name: 'subscriptions, by name',
    path: () => list(SUBSCRIPTIONS, { sort: 'consumer_name' }),
  },
  ...['consumer_name', 'api_name', 'created_at'].map((sort) => ({
    name: `subscriptions, middle, ${sort}`,
    path: (n: number) => list(SUBSCRIPTIONS, { sort, page: 2 * middlePage - (n % 9) }),
  })),
  {
    name: 'subscriptions, a deep page',
    path: (n) => list(SUBSCRIPTIONS, { sort: 'consumer_name', page: lastPage - (n % 9) }),
  },
  { name: 'subscriptions, by API', path: () => list(SUBSCRIPTIONS, { sort: '-api_name' }) },
  { name: 'access to 8 APIs', path: (n) => list(`${CONSUMERS}/access`) + apisFrom(n) },
  {
    name: 'access, held only',
    path: (n) => `${list(`${CONSUMERS}/access`, { with_access: 'true' })}${apisFrom(n)}`,
  },
  { name: 'subscriptions, search', path: () => list(SUBSCRIPTIONS, { search: RARE_NAME }) },
  { name: 'APIs', path: () => list('contracts', { sort: 'apiName' }) },
  {
    name: 'APIs, a deep page',
    path: (n) => list('contracts', { sort: 'apiName', page: lastApis - (n % 9) }),
  },
  { name: 'APIs, by display name', path: () => list('contracts', { sort: 'displayName' }) },
  { name: 'APIs, by status', path: () => list('contracts', { sort: 'status' }) },
  { name: 'APIs, by change', path: () => list('contracts', { sort: '-updated_at' }) },
  { name: 'APIs, search a name', path: (n) => list('contracts', { search: `api-${some(n)}` }) },
  {
    name: 'APIs, search display name',
    path: (n) => list('contracts', { search: `Service ${some(n)}` }),
  },
  {
    name: 'APIs, search description',
    path: (n) => list('contracts', { search: `of the kind ${some(n)}` }),
  },
  {
    name: 'APIs, search a backend',
    path: (n) => list('contracts', { search: `backend-${some(n)}.example` }),
  },
  { name: 'APIs, search, in every row', path: () => list('contracts', { search: 'serves' }) },
  { name: 'APIs, search two letters', path: () => list('contracts', { search: 'ex' }) },
  { name: 'APIs, drafts', path: () => list('contracts', { status: 'draft' }) },
  { name: 'APIs, published', path: () => list('contracts', { status: 'published' }) },
  { name: 'APIs, without a key', path: () => list('contracts', { auth_type: 'none' }) },
  { name: 'APIs, of a category', path: () => list('contracts', { category: 'team-7' }) },
  { name: 'APIs, of a version', path: () => list('contracts', { version: '2.0.0' }) },
  {
    name: 'APIs, all filters at once',
    path: (n) =>
      list('contracts', {
        search: `${some(n) % 10}`,
        status: 'published',
        auth_type: 'api_key',
        category: 'production',
        version: '1.0.0',
        sort: '-updated_at',
      }),
  },
]

interface Times {
  p50: number
  p95: number
  total: number
}

const issuer = await startIssuer()
try {
  await onPglite(issuer)
  await onPostgres(issuer)
} finally {
  await issuer.close()
}

async function onPglite(issuer: Issuer): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'control-plane-bench-'))
  try {
    await report({ name: 'PGlite', budgetMs: 150, location: { folder } }, issuer)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function onPostgres(issuer: Issuer): Promise<void> {
  const postgres = await startPostgres().catch((error: unknown) => {
    write(`PostgreSQL is left out: ${error instanceof Error ? error.message : String(error)}\n`)
  })
  if (!postgres) return
  try {
    const url = await postgres.createDatabase('bench')
    await report({ name: 'PostgreSQL', budgetMs: 60, location: { url } }, issuer)
  } finally {
    await postgres.stop()
  }
}

interface Engine {
  name: string
  budgetMs: number
  location: DatabaseLocation
}

async function report({ name, budgetMs, location }: Engine, issuer: Issuer): Promise<void> {
  const subject = await startSubject(location, SIZES, issuer)
  try {
    // A server's autovacuum does this by itself within a minute; the benchmark does not wait for it.
    if (location.url !== undefined) await analyze(location.url)
    const token = await issuer.token({ roles: ['cpi-admin'], tenant: 'default', expiresIn: HOUR_S })
    write(
      `${name}: ${SIZES.consumers} consumers, ${SIZES.contracts} contracts, ${SIZES.subscriptions} subscriptions and keys;` +
        ` filled in ${subject.seedSeconds.toFixed(0)} s, start ${subject.startSeconds.toFixed(1)} s, p95 budget ${budgetMs} ms\n`,
    )
    write(
      `${'question'.padEnd(36)}${'rows'.padStart(8)}${'p50 ms'.padStart(9)}${'p95 ms'.padStart(9)}\n`,
    )
    for (const question of QUESTIONS.filter(({ name }) => name.includes(word))) {
      const { p50, p95, total } = await measure(subject, question, token)
      write(
        `${question.name.padEnd(36)}${String(total).padStart(8)}${p50.toFixed(1).padStart(9)}${p95.toFixed(1).padStart(9)}` +
          `${p95 > budgetMs ? '   OVER BUDGET' : ''}\n`,
      )
    }
    write('\n')
  } finally {
    await subject.stop()
  }
}

async function analyze(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query('vacuum analyze')
  await client.end()
}

/** @throws when an answer is not 200 */
async function measure(subject: Subject, { path }: Question, token: string): Promise<Times> {
  const headers = { Authorization: `Bearer ${token}` }
  const ask = async (n: number) => {
    const answer = await fetch(subject.url + path(n), { headers })
    const text = await answer.text()
    if (answer.status !== 200) throw new Error(`${path(n)} answered ${answer.status}: ${text}`)
    return (JSON.parse(text) as { total: number }).total
  }
  let total = 0
  for (let n = 0; n < WARM_UP_CALLS; n += 1) total = await ask(n)
  const times: number[] = []
  const started = performance.now()
  for (let n = 0; n < CALLS && performance.now() - started < LONGEST_ROW_MS; n += 1) {
    const sentAt = performance.now()
    await ask(WARM_UP_CALLS + n)
    times.push(performance.now() - sentAt)
  }
  const sorted = times.toSorted((a, b) => a - b)
  const quantile = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0
  return { p50: quantile(0.5), p95: quantile(0.95), total }
}

function write(text: string): void {
  process.stdout.write(text)
}
