import fc from 'fast-check';
import { Attempt, Known } from './attempt';
import { sources } from './named-contacts';

/** The victim's handle is a key for whoever has it when nobody signs in. Where customers sign in it is tried as it is, too. */
export function changedHandles({ handles, ownHandle, contactIds }: Known, isBearer: boolean): fc.Arbitrary<Attempt> {
  const known = handles.length > 0 ? handles : [Buffer.from(`handle that is none ${contactIds[0]} and long enough`).toString('base64url')];
  const changed = fc.constantFrom(...known).chain((handle) => {
    const at = fc.nat(handle.length - 1);
    const other = ownHandle ?? handle;
    return fc.oneof(
      fc.constant(handle),
      fc.array(fc.tuple(at, fc.string({ maxLength: 2 })), { minLength: 1, maxLength: 5 })
        .map((edits) => edits.reduce((edited, [index, piece]) => edited.slice(0, index) + piece + edited.slice(index + 1), handle)),
      at.map((index) => handle.slice(0, index) || '-'),
      at.map((index) => handle.slice(index + 1) || '-'),
      at.map((index) => handle.slice(0, index) + other.slice(index)),
      at.map((index) => other.slice(0, index) + handle.slice(index)),
      fc.tuple(at, fc.nat(7)).map(([index, bit]) => flipped(handle, index, bit)),
      fc.constantFrom(`${handle}=`, ` ${handle}`, `${handle}\n`, `${handle}\u0000`, handle.toLowerCase(), handle.toUpperCase(),
        handle.replaceAll('-', '+').replaceAll('_', '/'), `%${handle.charCodeAt(0).toString(16)}${handle.slice(1)}`, `${handle}.${handle}`, handle.slice(0, -1) + next(handle)),
    );
  });
  const isTheKey = (handle: string) => handle === ownHandle || (isBearer && handles.includes(handle));
  return changed.filter((handle) => !isTheKey(handle)).chain((handle) => sources(JSON.stringify(handle)));
}

/** Another handle in one byte. */
function flipped(handle: string, index: number, bit: number): string {
  const bytes = Buffer.from(handle, 'base64url');
  const at = index % bytes.length;
  bytes[at] = (bytes[at] + 2 ** bit) % 256;
  return bytes.toString('base64url');
}

/** The character that differs from the last in its lowest bit, which base64 may not need. */
function next(handle: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(handle.at(-1)!);
  return alphabet[last % 2 === 0 ? last + 1 : last - 1];
}
