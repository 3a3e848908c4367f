/**
 * Puts the tenant into every vector selector of a PromQL expression, in the syntax tree (security.md T13). A matcher is only ever
 * added: Prometheus ANDs the matchers of a selector, so a `tenant` matcher of the caller's own can narrow and never widen.
 *
 * The tree is that of Prometheus' own editor grammar, not of the server, so wherever the two could read one text in two ways the
 * expression is refused instead of trusted: see `refuseAmbiguity`.
 */
import type { SyntaxNode, SyntaxNodeRef, Tree } from '@lezer/common'

import { parser } from '@prometheus-io/lezer-promql'

import { quoteLabelValue } from './label-value.ts'

/** The expression does not parse; answered as Prometheus answers it (400, `bad_data`). */
export class PromqlSyntaxError extends Error {
  override name = 'PromqlSyntaxError'
}

/** The expression parses, but it cannot be shown that it stays within the tenant (403). */
export class NotConfinable extends Error {
  override name = 'NotConfinable'
}

interface Edit {
  from: number
  to: number
  text: string
}

const LABEL = 'tenant'

/**
 * The same expression, confined to one tenant.
 * @throws PromqlSyntaxError for what is no PromQL
 * @throws NotConfinable for what cannot be proven to stay within the tenant
 */
export function confineQuery(query: string, tenant: string): string {
  const tree = parse(query)
  refuseAmbiguity(tree, query)
  const matcher = `${LABEL}=${quoteLabelValue(tenant)}`
  const confined = applyEdits(query, editsFor(tree, query, matcher))
  if (!isConfined(confined, tenant))
    throw new NotConfinable('The query could not be limited to your tenant, so it was not sent')
  return confined
}

/**
 * The same series selector (`match[]`), confined to one tenant.
 * @throws as `confineQuery`, and PromqlSyntaxError for any other kind of expression
 */
export function confineSelector(selector: string, tenant: string): string {
  const tree = parse(selector)
  if (tree.topNode.firstChild?.name !== 'VectorSelector')
    throw new PromqlSyntaxError('expected a series selector, such as up{job="stoa-gateway"}')
  return confineQuery(selector, tenant)
}

/** Whether every selector of a query carries exactly the matcher `tenant="…"`. Exported as the property that the tests hold. */
export function isConfined(query: string, tenant: string): boolean {
  const tree = parser.parse(query)
  const wanted = quoteLabelValue(tenant)
  let isProven = true
  tree.iterate({
    enter(node) {
      if (node.type.isError) isProven = false
      if (node.name !== 'VectorSelector') return
      const matchers =
        node.node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? []
      isProven &&= matchers.some((matcher) => isTenantMatcher(matcher, query, wanted))
    },
  })
  return isProven
}

function isTenantMatcher(node: SyntaxNode, query: string, wanted: string): boolean {
  const text = (name: string) => {
    const child = node.getChild(name)
    return child ? query.slice(child.from, child.to) : null
  }
  return text('LabelName') === LABEL && text('MatchOp') === '=' && text('StringLiteral') === wanted
}

/** @throws PromqlSyntaxError with the place of the first fault, as Prometheus says it (`1:5: parse error: …`) */
function parse(query: string): Tree {
  if (!query.isWellFormed()) throw new PromqlSyntaxError('1:1: parse error: invalid UTF-8 rune')
  const tree = parser.parse(query)
  tree.iterate({
    enter(node) {
      if (node.type.isError)
        throw new PromqlSyntaxError(
          `${place(query, node.from)}: parse error: unexpected ${found(query, node)}`,
        )
      if (node.name === 'StringLiteral' && !isTerminated(query.slice(node.from, node.to)))
        throw new PromqlSyntaxError(
          `${place(query, node.from)}: parse error: unterminated quoted string`,
        )
    },
  })
  return tree
}

function place(query: string, at: number): string {
  const before = query.slice(0, at).split('\n')
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`
}

function found(query: string, node: SyntaxNodeRef): string {
  const text = query.slice(node.from, node.to).trim() || query.slice(node.from).trim().slice(0, 1)
  return text === '' ? 'end of input' : JSON.stringify(text.slice(0, 40))
}

/** The grammar takes a string without its closing quote (it serves an editor). */
function isTerminated(literal: string): boolean {
  const quote = literal[0]
  if (literal.length < 2 || literal.at(-1) !== quote) return false
  if (quote === '`') return true
  const trailing = /\\*$/.exec(literal.slice(0, -1))?.[0].length ?? 0
  return trailing % 2 === 0
}

/**
 * Refuses what the server may read otherwise than the grammar does:
 * a `#` comment ends at a carriage return in Prometheus, at a newline only in the grammar, so that `up # \r or up` would hide a
 * selector; and `info()` joins series (`target_info`) that no matcher of the expression names.
 */
function refuseAmbiguity(tree: Tree, query: string): void {
  tree.iterate({
    enter(node) {
      if (node.name === 'LineComment' && query.slice(node.from, node.to).includes('\r'))
        throw new NotConfinable('A comment with a carriage return in it is refused')
      if (node.name === 'Info')
        throw new NotConfinable(
          'info() reads series of every tenant, so it is not available to you',
        )
    },
  })
}

function editsFor(tree: Tree, query: string, matcher: string): Edit[] {
  const edits: Edit[] = []
  tree.iterate({
    enter(node) {
      // What the grammar skips must not reach a server that may not skip it.
      if (node.name === 'LineComment') edits.push({ from: node.from, to: node.to, text: ' ' })
      if (node.name === 'VectorSelector') edits.push(matcherEdit(node, query, matcher))
    },
  })
  return edits
}

function matcherEdit({ node }: SyntaxNodeRef, query: string, matcher: string): Edit {
  const list = node.getChild('LabelMatchers')
  if (!list) return { from: node.to, to: node.to, text: `{${matcher}}` }
  const at = list.from + 1
  if (query[list.from] !== '{')
    throw new NotConfinable('The query could not be limited to your tenant')
  return { from: at, to: at, text: list.firstChild ? `${matcher},` : matcher }
}

function applyEdits(query: string, edits: Edit[]): string {
  let result = ''
  let at = 0
  for (const edit of edits.toSorted((a, b) => a.from - b.from)) {
    result += query.slice(at, edit.from) + edit.text
    at = edit.to
  }
  return result + query.slice(at)
}
