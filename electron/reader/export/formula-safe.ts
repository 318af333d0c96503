// The signs that make spreadsheets read a cell as a formula: = + - @, tab and carriage return, and the full-width forms that some accept.
const FORMULA_START = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;
// `-5`, `+1,234.50`, `-12 %`: a number cannot do harm and would be spoilt by an apostrophe.
const PLAIN_NUMBER = /^[+-]\d[\d.,' ]*%?$/;

/** True for a text that a spreadsheet would run as a formula when it opens the CSV file. */
export function isFormulaLike(text: string): boolean {
  return FORMULA_START.test(text) && !PLAIN_NUMBER.test(text);
}

/** The text with an apostrophe in front, which spreadsheets take as "this is text". */
export function asPlainText(text: string): string {
  return `'${text}`;
}
