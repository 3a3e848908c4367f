/**
 * CSV as RFC 4180 wants it, whose cells no spreadsheet takes for a formula (security.md T16): a text that begins like one, also after
 * blanks and in full-width forms, gets a leading apostrophe; a number stays a number.
 */

// oxlint-disable no-control-regex -- control characters are what a reader of CSV trips over
/** What Excel, LibreOffice and Google Sheets read as the begin of a formula, and the full-width forms that some of them fold. */
const FORMULA = /^[\s\u0000\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n\u0000]/
const NUMBER = /^[+-]?\d+(\.\d+)?$/

/** One line with its line end. */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => cellOf(cell ?? '')).join(',')}\r\n`
}

function cellOf(text: string): string {
  // One more also for a formula behind apostrophes, so that a reader who takes one off has what there was.
  const bare = text.replace(/^'+/, '')
  const harmless = FORMULA.test(bare) && !NUMBER.test(bare) ? `'${text}` : text
  // A NUL ends the text in some readers.
  const clean = harmless.replaceAll(/\u0000/g, '')
  return /[",\r\n]/.test(clean) ? `"${clean.replaceAll('"', '""')}"` : clean
}
