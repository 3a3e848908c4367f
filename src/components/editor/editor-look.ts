/** How every editor looks: the tokens of app.css, which reach into the shadow root and follow the theme by themselves. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorState, type Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { m } from '~/i18n/gen/messages'

const color = (token: string) => `var(--color-${token})`

const theme = EditorView.theme({
  '&': {
    color: color('ink'),
    backgroundColor: color('surface'),
    fontSize: 'var(--text-sm)',
    maxHeight: 'min(60dvh, 34rem)',
  },
  '&.cm-focused': { outline: `2px solid ${color('accent')}`, outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.5', overflow: 'auto' },
  '.cm-content': { caretColor: color('ink'), minHeight: '6rem' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: color('ink') },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground':
    { backgroundColor: color('selected') },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: color('hover') },
  '.cm-gutters': {
    backgroundColor: color('sunken'),
    color: color('faint'),
    borderRight: `1px solid ${color('line')}`,
  },
  '.cm-panels, .cm-tooltip': {
    backgroundColor: color('raised'),
    color: color('ink'),
    borderColor: color('line'),
    fontFamily: 'var(--font-sans)',
  },
  '.cm-panels.cm-panels-bottom, .cm-panels.cm-panels-top': { borderColor: color('line') },
  '.cm-textfield': {
    backgroundColor: color('surface'),
    color: color('ink'),
    border: `1px solid ${color('edge')}`,
    borderRadius: 'var(--radius-sm)',
  },
  '.cm-button': {
    background: color('surface'),
    color: color('ink'),
    border: `1px solid ${color('edge')}`,
    borderRadius: 'var(--radius-sm)',
  },
  '.cm-panel.cm-search, .cm-panel.cm-search .cm-textfield, .cm-panel.cm-search .cm-button': {
    fontSize: 'var(--text-xs)',
  },
  '.cm-panel.cm-search label': { color: color('ink'), fontSize: 'var(--text-xs)' },
  '.cm-panel.cm-search [name=close]': { color: color('ink') },
  '.cm-searchMatch': { backgroundColor: color('warn-soft'), outline: `1px solid ${color('warn')}` },
  '.cm-searchMatch-selected': { backgroundColor: color('warn-line') },
  '.cm-selectionMatch, .cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: color('accent-soft'),
  },
  '.cm-specialChar': { color: color('warn') },
  '.cm-diagnostic': { color: color('ink') },
})

/** Of the merge view: the words "removed" and "added" are said by its gutter, its strike-through and its sides, too. */
const differences = EditorView.theme({
  '.cm-changedLine, .cm-deletedChunk, &.cm-merge-a .cm-changedLine': {
    backgroundColor: color('bad-soft'),
  },
  '&.cm-merge-b .cm-changedLine, .cm-insertedLine': { backgroundColor: color('ok-soft') },
  '&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText': {
    background: color('bad-line'),
    textDecoration: 'line-through',
  },
  '&.cm-merge-b .cm-changedText': { background: color('ok-line') },
  // On these grounds only the plain ink can be read.
  '.cm-changedText, .cm-changedText *, .cm-deletedText, .cm-deletedText *': { color: color('ink') },
  '&.cm-merge-a .cm-changedLineGutter, .cm-deletedLineGutter': { background: color('bad') },
  '&.cm-merge-b .cm-changedLineGutter': { background: color('ok') },
  // The mark around them is in few fonts.
  '.cm-collapsedLines:before, .cm-collapsedLines:after': { content: '"⋯"' },
  '.cm-collapsedLines': { color: color('muted'), background: color('sunken') },
})

const highlight = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: color('accent') },
  { tag: [tags.string, tags.special(tags.string)], color: color('ok') },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: color('series-4') },
  { tag: [tags.keyword, tags.typeName, tags.labelName, tags.meta], color: color('warn') },
  { tag: tags.comment, color: color('faint'), fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator, tags.bracket], color: color('muted') },
])

/** Look and words of an editor. */
export const editorLook = (): Extension => [
  theme,
  differences,
  syntaxHighlighting(highlight),
  EditorState.phrases.of(phrases()),
]

/** CodeMirror's own words, which it looks up by their English. */
const phrases = (): Record<string, string> => ({
  Find: m.editor_find(),
  Replace: m.editor_replace(),
  next: m.editor_find_next(),
  previous: m.editor_find_previous(),
  all: m.editor_find_all(),
  'match case': m.editor_find_case(),
  'by word': m.editor_find_word(),
  regexp: m.editor_find_regexp(),
  replace: m.editor_replace_one(),
  'replace all': m.editor_replace_all(),
  close: m.editor_find_close(),
  'current match': m.editor_find_current(),
  'on line': m.editor_find_on_line(),
  'replaced $ matches': m.editor_replaced(),
  'replaced match on line $': m.editor_replaced_on(),
  'Go to line': m.editor_go_to_line(),
  go: m.editor_go(),
  'Control character': m.editor_control_character(),
  Diagnostics: m.editor_faults(),
  'No diagnostics': m.editor_no_faults(),
  '$ unchanged lines': m.editor_unchanged(),
})
