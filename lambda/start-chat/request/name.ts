// https://docs.aws.amazon.com/connect/latest/APIReference/API_ParticipantDetails.html
export const MAX_NAME_CHARACTERS = 256;

export const DEFAULT_DISPLAY_NAME = 'Customer';

const MISLEADING = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;
/** Scripts and emoji need the joiners and the variation selectors. */
const INVISIBLE = /(?![\u200c\u200d\ufe00-\ufe0f])\p{Default_Ignorable_Code_Point}/gu;
const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}]/u;

/**
 * Without the characters by which a name could look like something else to an agent: controls, line breaks, those that change the
 * direction of the text, and those that nobody sees. Empty when nothing is left to see.
 */
export function cleanName(name: string): string {
  const cleaned = name.replace(MISLEADING, '').replace(INVISIBLE, '').trim();
  return VISIBLE.test(cleaned) ? cleaned : '';
}
