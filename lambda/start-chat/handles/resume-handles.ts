import { KEY_PERIOD_SECONDS, openHandle, readKeyPeriod, sealHandle, toKeyPeriod } from './handle-format';
import { GetHandleKey, keepKeys } from './kept-keys';
import { ResumeHandleSettings, deriveKeysByKms } from './kms-keys';
import { getErrorName } from '../../aws/call-error';
import { Caller } from '../request/caller';

// https://docs.aws.amazon.com/connect/latest/APIReference/API_PersistentChat.html: a handle is sent as SourceContactId.
const MAX_HANDLE_CHARACTERS = 256;

/** The result of opening a source contact as a resume handle. */
export type OpenedHandle =
  | { readonly state: 'VALID'; readonly contactId: string }
  /** It is not a handle of this API, or it is another customer's, was changed or has expired. */
  | { readonly state: 'INVALID' }
  /** It may be valid, but KMS did not return the key that opens it. */
  | { readonly state: 'UNAVAILABLE'; readonly errorName: string };

/** The resume handle of a chat. It is absent when it cannot be made: the customer gets the chat without it. */
export interface SealedHandle {
  readonly handle?: string;
  /** Why there was no key. */
  readonly errorName?: string;
}

/** Seals and opens resume handles. Only this API can read a handle, and only the customer who received it can use it. */
export class ResumeHandles {
  constructor(
    private readonly getKey: GetHandleKey, private readonly instanceArn: string, private readonly lifetimeSeconds: number,
    private readonly now: () => number = () => Math.floor(Date.now() / 1000),
  ) {}

  /** Gets the key for new handles, so that `seal` does not wait for it. It does not throw: `seal` reports the failure. */
  async prepare(): Promise<void> {
    await this.tryGetKey(toKeyPeriod(this.now()));
  }

  async seal(contactId: string, caller: Caller): Promise<SealedHandle> {
    const now = this.now();
    const period = toKeyPeriod(now);
    const { key, errorName } = await this.tryGetKey(period);
    if (!key) return { errorName };
    const handle = sealHandle({ contactId, expires: now + this.lifetimeSeconds }, period, key, this.bindTo(caller));
    return handle.length <= MAX_HANDLE_CHARACTERS ? { handle } : {};
  }

  async open(handle: string, caller: Caller): Promise<OpenedHandle> {
    const now = this.now();
    const period = readKeyPeriod(handle);
    // A period whose handles cannot be valid is refused without a call to KMS.
    if (period === undefined || period > toKeyPeriod(now) || (period + 1) * KEY_PERIOD_SECONDS + this.lifetimeSeconds < now) return { state: 'INVALID' };
    const { key, errorName } = await this.tryGetKey(period);
    if (!key) return { state: 'UNAVAILABLE', errorName };
    const chat = openHandle(handle, key, this.bindTo(caller));
    return chat && chat.expires > now ? { state: 'VALID', contactId: chat.contactId } : { state: 'INVALID' };
  }

  /** All visitors who have not signed in share one binding, because no reliable value distinguishes them. */
  private bindTo(caller: Caller): string {
    const customer = caller.kind === 'identified' ? [caller.issuer, caller.subject] : [];
    return JSON.stringify([this.instanceArn, caller.kind, ...customer]);
  }

  private async tryGetKey(period: number): Promise<{ key: Uint8Array; errorName?: undefined } | { key?: undefined; errorName: string }> {
    return this.getKey(period).then((key) => ({ key }), (error: unknown) => ({ errorName: getErrorName(error) }));
  }
}

export function createResumeHandles(settings: ResumeHandleSettings, instanceArn: string, environment: NodeJS.ProcessEnv): ResumeHandles {
  return new ResumeHandles(keepKeys(deriveKeysByKms(settings, instanceArn, environment)), instanceArn, settings.lifetimeSeconds);
}
