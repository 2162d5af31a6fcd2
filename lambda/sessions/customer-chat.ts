import { randomUUID } from 'crypto';
import { CustomerSessions, Session, abandon, begin, commit, createLeaseToken, handOver, takeOver } from './customer-sessions';
import { Liveness, SessionPlan } from './decide-session';
import { ParticipantService } from './participant-service';
import { SessionTable, StoredSessions } from './session-table';
import { CHAT_DURATION_MINUTES } from '../../src/shared/chat-duration';
import { ConnectFailure, StartChatFailure } from '../start-chat/contract/failure';
import { ChatStart, SourceContact } from '../start-chat/contract/start-plan';
import { SourceRefused, StartedChat } from '../start-chat/contract/started-chat';

/** Most starts take less. https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html */
const WAIT_FOR_OTHER_MS = 1500;
// With the 10 s before it less than the 12 s that a client is promised.
const SETTLING_MS = 1500;

/** What a customer's chat works with. */
export interface CustomerChatServices {
  readonly table: SessionTable;
  readonly participants: ParticipantService;
  readonly decide: (sessions: CustomerSessions, liveness: Liveness | undefined, now: number) => SessionPlan;
  /** Asks Connect for one chat. */
  readonly startChat: (start: ChatStart) => Promise<StartedChat | SourceRefused>;
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
}

type ConfirmedPlan = Exclude<SessionPlan, { readonly step: 'CONFIRM' | 'FAIL' }>;

/** A customer's sessions with the lease that this request holds. */
interface LeasedSessions {
  readonly stored: StoredSessions;
  /** Whether another request has used the lease before. */
  readonly isTakenOver: boolean;
  /** Why the lease has no source although the request has one. */
  readonly sourceRefused?: string;
}

/** One request of a customer for a chat: gives back the running chat, or starts one under a lease. */
export class CustomerChat {
  constructor(private readonly customer: string, private readonly services: CustomerChatServices) {}

  async startOrResume(): Promise<StartedChat> {
    return this.proceed(await this.services.table.read(this.customer));
  }

  private async proceed(stored: StoredSessions, liveness?: Liveness): Promise<StartedChat> {
    const { sessions } = stored;
    const plan = await this.plan(sessions, liveness);
    switch (plan.step) {
      case 'REFUSE': throw new StartChatFailure('SourceContactNotAllowed');
      case 'WAIT': return this.waitForOther();
      case 'RESUME': return resume(plan.session);
      case 'LEAVE':
        await this.services.participants.disconnect(plan.connectionToken);
        return this.proceed(stored, { state: 'ENDED' });
      case 'START': return this.lease(stored, begin(sessions, randomUUID(), this.services.now(), plan.source));
      case 'TAKE_OVER': return this.lease(stored, takeOver(sessions, plan.lease, this.services.now()), plan);
    }
  }

  /** The next thing to do, once it is known whether the session runs. */
  private async plan(sessions: CustomerSessions, liveness?: Liveness): Promise<ConfirmedPlan> {
    const plan = this.services.decide(sessions, liveness, this.services.now());
    if (plan.step === 'FAIL') throw new StartChatFailure('ConnectUnavailable');
    return plan.step === 'CONFIRM' ? this.plan(sessions, await this.services.participants.connect(plan.session.participantToken)) : plan;
  }

  /** Writes the lease and starts its chat. */
  private async lease(read: StoredSessions, sessions: CustomerSessions, takenOver?: { readonly isWanted: boolean }): Promise<StartedChat> {
    const stored = await this.replace(read, sessions);
    if (!stored) return this.waitForOther();
    const chat = await this.start({ stored, isTakenOver: takenOver !== undefined });
    return takenOver ? this.confirm(chat, takenOver.isWanted) : chat;
  }

  /** Starts the lease's chat. When Connect refuses the source, starts one without it, under a new lease. */
  private async start(leased: LeasedSessions): Promise<StartedChat> {
    const started = await this.tryToStart(leased).catch(async (error: unknown) => {
      await this.giveUp(leased, error);
      throw error;
    });
    if ('stored' in started) return this.start(started);
    await this.commit(leased, started);
    return started;
  }

  private async tryToStart(leased: LeasedSessions): Promise<StartedChat | LeasedSessions> {
    const { id, source } = leased.stored.sessions.lease!;
    const started = await this.services.startChat({
      clientToken: createLeaseToken(this.customer, id),
      source: await this.findSegment(source),
      sourceRefused: leased.sourceRefused,
    });
    return 'sourceRefused' in started ? this.leaseWithoutSource(leased, started) : started;
  }

  /** Whoever takes this lease over must not ask for the source, which Connect may accept by then. */
  private async leaseWithoutSource(leased: LeasedSessions, { sourceRefused }: SourceRefused): Promise<LeasedSessions> {
    const stored = await this.replace(leased.stored, begin(leased.stored.sessions, randomUUID(), this.services.now()));
    if (!stored) throw new StartChatFailure('ChatStarting');
    return { stored, isTakenOver: false, sourceRefused };
  }

  private async commit({ stored }: LeasedSessions, chat: StartedChat): Promise<void> {
    const { contactId, participantId, participantToken, continuedFromContactId } = chat;
    // The contact may be one that another request asked for, with another duration.
    const expiresAt = this.services.now() + CHAT_DURATION_MINUTES.longest * 60_000;
    const session = { contactId, participantId, participantToken, continuedFromContactId, expiresAt };
    // The customer gets the chat even when this fails: the next request finds it committed, or takes the lease over and gets the same contact.
    await this.settle(stored, commit(stored.sessions, session));
  }

  private async giveUp({ stored, isTakenOver }: LeasedSessions, error: unknown): Promise<void> {
    const { sessions } = stored;
    // When this fails, too, the lease ends by its time.
    await this.settle(stored, madeNoContact(error, isTakenOver) ? abandon(sessions) : handOver(sessions, sessions.lease!));
  }

  /** Writes what became of the lease, even after the request's deadline. */
  private async settle(stored: StoredSessions, sessions: CustomerSessions): Promise<void> {
    const table = this.services.table.withDeadline(AbortSignal.timeout(SETTLING_MS));
    await table.replace(this.customer, stored, sessions, this.services.now()).catch(() => undefined);
  }

  /** A contact that was started some time ago may have ended since. A request that does not get it is to be repeated: now the contact is stored. */
  private async confirm(chat: StartedChat, isWanted: boolean): Promise<StartedChat> {
    const { state } = isWanted ? await this.services.participants.connect(chat.participantToken) : { state: 'ENDED' };
    if (state === 'UNKNOWN') throw new StartChatFailure('ConnectUnavailable');
    if (state === 'ENDED') throw new StartChatFailure('ChatStarting');
    return chat;
  }

  private async waitForOther(): Promise<StartedChat> {
    await this.services.pause(WAIT_FOR_OTHER_MS);
    const { sessions } = await this.services.table.read(this.customer);
    const plan = await this.plan(sessions);
    if (plan.step === 'RESUME') return resume(plan.session);
    throw new StartChatFailure(plan.step === 'REFUSE' ? 'SourceContactNotAllowed' : 'ChatStarting');
  }

  private async findSegment(source: SourceContact | undefined): Promise<SourceContact | undefined> {
    if (source?.rehydrationType !== 'FROM_SEGMENT') return source;
    return { ...source, contactId: await this.services.table.readLastSegment(source.contactId) ?? source.contactId };
  }

  private async replace(read: StoredSessions, sessions: CustomerSessions): Promise<StoredSessions | undefined> {
    return this.services.table.replace(this.customer, read, sessions, this.services.now());
  }
}

/**
 * Whether it is certain that the lease made no contact. Connect looks at the source of a new contact only. Its other
 * refusals say nothing about a lease that another request used before, maybe with another flow or other permissions.
 */
function madeNoContact(error: unknown, isTakenOver: boolean): boolean {
  if (error instanceof ConnectFailure) return error.madeNoContact && !isTakenOver;
  return error instanceof StartChatFailure && error.code === 'SourceContactRefused';
}

function resume({ contactId, participantId, participantToken, continuedFromContactId }: Session): StartedChat {
  return { contactId, participantId, participantToken, continuedFromContactId, outcome: 'RESUMED' };
}
