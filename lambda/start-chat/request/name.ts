// https://docs.aws.amazon.com/connect/latest/APIReference/API_ParticipantDetails.html
export const MAX_NAME_CHARACTERS = 256;

export const DEFAULT_DISPLAY_NAME = 'Customer';

/** Without the characters by which a name could look like something else to an agent: controls, line breaks, and those that change the direction of the text. */
export function cleanName(name: string): string {
  return name.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, '').trim();
}
