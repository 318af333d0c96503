/** What reorders or hides text beside it, breaks a line, or is a control. */
const UNSEEN = /[\p{Control}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Foreign text as one short plain line, for places that are not ours: the system shows it as it is. */
export function plainText(text: string, max: number): string {
  const line = text
    .slice(0, max * 4)
    .replace(UNSEEN, ' ')
    .replace(LONE_SURROGATE, '\ufffd')
    .trim();
  return line.length > max ? `${line.slice(0, max - 1).replace(LONE_SURROGATE, '')}…` : line;
}
