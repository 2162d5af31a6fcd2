/** Whether a text has the form of a contact id, as far as AWS's examples show it: a UUID. */
export function isContactId(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}
