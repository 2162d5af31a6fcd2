import { errorNameOf } from './connect-error';
import { HandleKeys, handleKeysOf } from './handle-keys';
import { KEY_PERIOD_SECONDS, keyPeriodAt, keyPeriodOf, openedHandle, sealedHandle } from './resume-handle';
import { Settings } from './settings';

// https://docs.aws.amazon.com/connect/latest/APIReference/API_PersistentChat.html: a handle travels in SourceContactId.
const MAX_HANDLE_CHARACTERS = 256;

/** Where the request's log line learns of keys that could not be had. */
export interface HandleTrace {
  handleErrorName?: string;
}

/** Gives anonymous visitors strings that name their chats to this backend and to nobody else. */
export class ResumeHandles {
  constructor(
    private readonly keys: HandleKeys, private readonly instanceArn: string, private readonly lifetimeSeconds: number,
    private readonly now: () => number = () => Math.floor(Date.now() / 1000),
  ) {}

  /** Never throws: a handle that cannot be made now is asked for again with the next chat. */
  async prepare(): Promise<void> {
    await this.keys(keyPeriodAt(this.now())).catch(() => undefined);
  }

  /** The handle of a chat; undefined when there is none to be had, which is no reason to keep the visitor from talking. */
  async handleFor(contactId: string, trace: HandleTrace): Promise<string | undefined> {
    const now = this.now();
    const period = keyPeriodAt(now);
    const key = await this.keyOf(period, trace);
    const handle = key && sealedHandle({ contactId, expires: now + this.lifetimeSeconds }, period, key, this.instanceArn);
    return handle && handle.length <= MAX_HANDLE_CHARACTERS ? handle : undefined;
  }

  /** The contact that the handle names; undefined when it is none of ours, was changed, or has expired. */
  async contactOf(handle: string, trace: HandleTrace): Promise<string | undefined> {
    const now = this.now();
    const period = keyPeriodOf(handle);
    // Only periods whose handles can still be valid: a made-up one costs no call to KMS.
    if (period === undefined || period > keyPeriodAt(now) || (period + 1) * KEY_PERIOD_SECONDS + this.lifetimeSeconds < now) return undefined;
    const key = await this.keyOf(period, trace);
    const chat = key && openedHandle(handle, key, this.instanceArn);
    return chat && chat.expires > now ? chat.contactId : undefined;
  }

  private async keyOf(period: number, trace: HandleTrace): Promise<Uint8Array | undefined> {
    return this.keys(period).catch((error: unknown) => {
      trace.handleErrorName = errorNameOf(error);
      return undefined;
    });
  }
}

export function resumeHandlesIn({ instanceArn, resumeHandles }: Settings): ResumeHandles | undefined {
  return resumeHandles && new ResumeHandles(handleKeysOf(resumeHandles.keyArn, instanceArn), instanceArn, resumeHandles.lifetimeSeconds);
}
