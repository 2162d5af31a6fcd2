/** The longest body of a request, in bytes. */
export const MAX_BODY_BYTES = 65_536;
