import { EncodedBody } from './encoded-bodies';
import { Header } from './http-exchange';

/** A request that an attacker sends. */
export interface Attempt {
  /** JSON text of the body's keys, since what an object cannot hold, a text can: the same key twice, `__proto__`. */
  readonly members: readonly string[];
  /** Sent before the caller's own headers, and after them. */
  readonly first?: readonly Header[];
  readonly headers?: readonly Header[];
  readonly query?: string;
  /** How the body is sent, when not as JSON text. */
  readonly encoding?: EncodedBody;
}

/** What the attacker knows: all that the victim's page knows, except the victim's credentials. */
export interface Known {
  readonly contactIds: readonly string[];
  readonly idempotencyKeys: readonly string[];
  /** Of the victim's request with each of these keys. */
  readonly members: readonly string[];
  readonly handles: readonly string[];
  readonly address?: string;
  /** A handle of a chat of the attacker's. */
  readonly ownHandle?: string;
}
