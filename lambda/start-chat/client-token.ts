import { hashTexts } from '../hash';
import { Caller } from './request/caller';

/**
 * StartChatContact's ClientToken for a caller's idempotency key. Connect may answer a token that it knows with the first
 * chat, so the token depends on the caller: nobody gets another caller's chat with that caller's key.
 */
export function createClientToken(caller: Caller, idempotencyKey: string, body: string): string {
  // An anonymous caller has no identity: a repeat is known by its device and its body.
  const owner = caller.kind === 'identified'
    ? [caller.kind, caller.issuer, caller.subject]
    : [caller.kind, caller.sourceIp, caller.userAgent, body];
  return hashTexts([...owner, idempotencyKey]);
}
