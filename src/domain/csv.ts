/**
 * CSV as RFC 4180 wants it, whose cells no spreadsheet takes for a formula (security.md T16): a text that begins like one gets a
 * leading apostrophe; a number stays a number. The same rule as the Control Plane's own exports.
 */

// oxlint-disable no-control-regex -- control characters are what a reader of CSV trips over
const FORMULA = /^[\s\u0000\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n\u0000]/
const NUMBER = /^[+-]?\d+(\.\d+)?$/

/** One line with its line end, for a person's spreadsheet. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(inert(cell))).join(',')}\r\n`
}

/** One line as it is, for a program: nothing is made harmless, so nothing is changed. */
export function plainCsvLine(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\n`
}

/** What a cell of {@link csvLine} was before it was made inert: an exported file is taken in again as it was. */
export function givenCell(cell: string): string {
  return cell.startsWith("'") && isHeldBack(cell.slice(1)) ? cell.slice(1) : cell
}

/** The cell as a spreadsheet shows it, and never runs it. */
function inert(text: string): string {
  return isHeldBack(text) ? `'${text}` : text
}

/** A formula, also behind apostrophes: with one more for it as well, taking one off gives back what there was. */
function isHeldBack(text: string): boolean {
  const bare = text.replace(/^'+/, '')
  return FORMULA.test(bare) && !NUMBER.test(bare)
}

function quoted(text: string): string {
  // A NUL ends the text in some readers.
  const clean = text.replaceAll(/\u0000/g, '')
  return /[",\r\n]/.test(clean) ? `"${clean.replaceAll('"', '""')}"` : clean
}
