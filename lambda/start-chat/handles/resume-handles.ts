import { KEY_PERIOD_SECONDS, keyPeriodAt, keyPeriodOf, openedHandle, sealedHandle } from './handle-format';
import { HandleKeys, keptKeys } from './kept-keys';
import { ResumeHandleSettings, handleKeysOf } from './kms-keys';
import { errorNameOf } from '../connect/errors';
import { Caller } from '../request/caller';

// https://docs.aws.amazon.com/connect/latest/APIReference/API_PersistentChat.html: a handle travels in SourceContactId.
const MAX_HANDLE_CHARACTERS = 256;

/** What a source contact turned out to be, read as a handle. */
export type ReadHandle =
  | { readonly state: 'VALID'; readonly contactId: string }
  /** It is none of ours or somebody else's, was changed, or has expired. */
  | { readonly state: 'INVALID' }
  /** It may be a valid one: its key cannot be had now. */
  | { readonly state: 'UNAVAILABLE' };

/** Where the request's log line learns of keys that could not be had. */
export interface HandleTrace {
  handleErrorName?: string;
}

/** Gives customers strings that name their chats to this backend alone, and work for the customer who got them alone. */
export class ResumeHandles {
  constructor(
    private readonly keys: HandleKeys, private readonly instanceArn: string, private readonly lifetimeSeconds: number,
    private readonly now: () => number = () => Math.floor(Date.now() / 1000),
  ) {}

  /** Has the key for a new handle fetched, so that `handleFor` need not wait. Never throws: `handleFor` meets the failure. */
  async prepare(): Promise<void> {
    await this.keys(keyPeriodAt(this.now())).catch(() => undefined);
  }

  /** The handle of a caller's chat; undefined when there is none to be had, which is no reason to keep the customer from talking. */
  async handleFor(contactId: string, caller: Caller, trace: HandleTrace): Promise<string | undefined> {
    const now = this.now();
    const period = keyPeriodAt(now);
    const key = await this.keyOf(period, trace);
    const handle = key && sealedHandle({ contactId, expires: now + this.lifetimeSeconds }, period, key, this.bindingOf(caller));
    return handle && handle.length <= MAX_HANDLE_CHARACTERS ? handle : undefined;
  }

  async read(handle: string, caller: Caller, trace: HandleTrace): Promise<ReadHandle> {
    const now = this.now();
    const period = keyPeriodOf(handle);
    // Only periods whose handles can still be valid: a made-up one costs no call to KMS.
    if (period === undefined || period > keyPeriodAt(now) || (period + 1) * KEY_PERIOD_SECONDS + this.lifetimeSeconds < now) return { state: 'INVALID' };
    const key = await this.keyOf(period, trace);
    if (!key) return { state: 'UNAVAILABLE' };
    const chat = openedHandle(handle, key, this.bindingOf(caller));
    return chat && chat.expires > now ? { state: 'VALID', contactId: chat.contactId } : { state: 'INVALID' };
  }

  /** All visitors who have not signed in are one: nothing tells them apart for sure. */
  private bindingOf(caller: Caller): string {
    const customer = caller.kind === 'identified' ? [caller.issuer, caller.subject] : [];
    return JSON.stringify([this.instanceArn, caller.kind, ...customer]);
  }

  private async keyOf(period: number, trace: HandleTrace): Promise<Uint8Array | undefined> {
    return this.keys(period).catch((error: unknown) => {
      trace.handleErrorName = errorNameOf(error);
      return undefined;
    });
  }
}

export function resumeHandlesWith(settings: ResumeHandleSettings, instanceArn: string, environment: NodeJS.ProcessEnv): ResumeHandles {
  return new ResumeHandles(keptKeys(handleKeysOf(settings, instanceArn, environment)), instanceArn, settings.lifetimeSeconds);
}
