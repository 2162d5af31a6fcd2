import { hashOf } from '../../hash';
import { Caller } from '../request/caller';

/**
 * StartChatContact's ClientToken for a caller's idempotency key. Connect may give the first chat back for a token that
 * it has seen, so the token depends on who asks: nobody reaches another caller's chat with that caller's key.
 */
export function clientTokenFor(caller: Caller, idempotencyKey: string, body: string): string {
  // An anonymous caller has no identity. A repeat from the same device with the same body is as near as it gets.
  const owner = caller.kind === 'identified'
    ? [caller.kind, caller.issuer, caller.subject]
    : [caller.kind, caller.sourceIp, caller.userAgent, body];
  return hashOf([...owner, idempotencyKey]);
}

/** The token of the chat that is started when Connect refused the source contact of the chat with token `first`. */
export function clientTokenWithoutSource(first: string): string {
  return hashOf(['without-source', first]);
}
