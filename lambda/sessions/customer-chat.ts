import { randomUUID } from 'crypto';
import {
  Beginning, CustomerSessions, Lease, abandon, begin, beginWithoutSource, buildSession, commit, createLeaseToken, handOver, keepSession, takeOver,
} from './customer-sessions';
import { Liveness, SessionPlan, TakeOver } from './decide-session';
import { ParticipantService } from './participant-service';
import { giveBack, nameLeftOut } from './resume-chat';
import { SendPastChat, createPastChatMessage } from './send-past-chat';
import { SessionTable, StoredSessions } from './session-table';
import { ConnectFailure, StartChatFailure } from '../start-chat/contract/failure';
import { NotContinuedCode } from '../start-chat/contract/not-continued';
import { ChatStart, SourceContact } from '../start-chat/contract/start-plan';
import { SourceRefused, StartedChat } from '../start-chat/contract/started-chat';

/** Most starts take less. https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html */
const WAIT_FOR_OTHER_MS = 1500;
// With the 10 s before it less than the 12 s that a client is promised.
const SETTLING_MS = 1500;

/** What `CustomerChat` needs. */
export interface CustomerChatServices {
  readonly table: SessionTable;
  readonly participants: ParticipantService;
  readonly decide: (sessions: CustomerSessions, liveness: Liveness | undefined, now: number) => SessionPlan;
  /** Asks Connect for one chat. */
  readonly startChat: (start: ChatStart) => Promise<StartedChat | SourceRefused>;
  /** Whether the chat is to begin with an `InitialMessage`. */
  readonly hasInitialMessage?: boolean;
  /** Absent: past chats are not attached later. */
  readonly sendPastChat?: SendPastChat;
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
}

type ConfirmedPlan = Exclude<SessionPlan, { readonly step: 'CONFIRM' | 'FAIL' }>;

/** A customer's sessions with the lease that this request holds. */
interface LeasedSessions {
  readonly stored: StoredSessions;
  /** Set when the lease is of another request, which gave up. */
  readonly takeOver?: TakeOver;
  /** Set on a new lease whose source Connect refused: why it has no source. */
  readonly sourceRefused?: NotContinuedCode;
}

/** One request of a customer for a chat: returns the running chat, or starts one under a lease. */
export class CustomerChat {
  constructor(private readonly customer: string, private readonly services: CustomerChatServices) {}

  async startOrResume(): Promise<StartedChat> {
    return this.proceed(await this.services.table.read(this.customer, this.services.now()));
  }

  private async proceed(stored: StoredSessions, liveness?: Liveness): Promise<StartedChat> {
    const { sessions } = stored;
    const plan = await this.plan(sessions, liveness);
    switch (plan.step) {
      case 'REFUSE': throw new StartChatFailure('SourceContactNotAllowed');
      case 'WAIT': return this.waitForOther();
      case 'RESUME': return giveBack(this.customer, stored, plan.session, this.services);
      case 'LEAVE':
        await this.services.participants.disconnect(plan.connectionToken);
        return this.proceed(stored, { state: 'ENDED' });
      case 'START': {
        const kept = plan.continuation && await this.keepSession(sessions);
        return kept ? this.proceed({ ...stored, sessions: kept }, liveness ?? { state: 'ENDED' }) : this.lease(stored, begin(sessions, this.createBeginning(), plan.continuation));
      }
      case 'TAKE_OVER': return this.lease(stored, takeOver(sessions, plan.lease, this.createBeginning()), plan);
    }
  }

  /** A session counts as empty when nothing was said in its first segment. It does not when the recorder has stored a later one. */
  private async keepSession(sessions: CustomerSessions): Promise<CustomerSessions | undefined> {
    const { session } = sessions;
    if (session?.late?.state !== 'EMPTY') return undefined;
    const segment = await this.services.table.readLastSegment(session.contactId, this.services.now());
    return segment === undefined ? undefined : keepSession(sessions, session);
  }

  private createBeginning(): Beginning {
    return { leaseId: randomUUID(), now: this.services.now(), hasInitialMessage: this.services.hasInitialMessage };
  }

  /** The next step. Asks the participant service first if the step depends on whether the session runs. */
  private async plan(sessions: CustomerSessions, liveness?: Liveness): Promise<ConfirmedPlan> {
    const plan = this.services.decide(sessions, liveness, this.services.now());
    if (plan.step === 'FAIL') throw new StartChatFailure('ConnectUnavailable');
    return plan.step === 'CONFIRM' ? this.plan(sessions, await this.services.participants.connect(plan.session.participantToken)) : plan;
  }

  /** Stores the lease and starts its chat. */
  private async lease(read: StoredSessions, sessions: CustomerSessions, plan?: TakeOver): Promise<StartedChat> {
    const stored = await this.replace(read, sessions);
    return stored ? this.start({ stored, takeOver: plan }) : this.waitForOther();
  }

  /** Starts the lease's chat. When Connect refuses its source, or refuses the lease of another request, starts a chat under a new lease. */
  private async start(leased: LeasedSessions): Promise<StartedChat> {
    const started = await this.tryToStart(leased).catch(async (error: unknown) => {
      await this.giveUp(leased, error);
      throw error;
    });
    if ('stored' in started) return this.start(started);
    const chat = await this.commit(leased, started);
    return leased.takeOver ? this.confirm(chat, leased.takeOver) : chat;
  }

  private async tryToStart(leased: LeasedSessions): Promise<StartedChat | LeasedSessions> {
    const { id, source } = leased.stored.sessions.lease!;
    const start = { clientToken: createLeaseToken(this.customer, id), source: await this.findSegment(source), sourceRefused: leased.sourceRefused };
    const started = await this.services.startChat(start).catch((error: unknown): Partial<SourceRefused> => {
      if (leased.takeOver?.startsNew && isRefused(error)) return {};
      throw error;
    });
    return 'contactId' in started ? started : this.leaseAnew(leased, started);
  }

  /** The new lease has no source. Otherwise a request that takes it over could ask for the source, which Connect may accept by then. */
  private async leaseAnew({ stored, takeOver: plan }: LeasedSessions, refused: Partial<SourceRefused>): Promise<LeasedSessions> {
    // A request for a new chat has asked for no source, and gets this chat.
    const continuation = plan?.startsNew ? undefined : stored.sessions.lease?.continuation;
    const leased = await this.replace(stored, beginWithoutSource(stored.sessions, this.createBeginning(), continuation));
    if (!leased) throw new StartChatFailure('ChatStarting');
    return plan?.startsNew ? { stored: leased } : { stored: leased, takeOver: plan, sourceRefused: refused.sourceRefused };
  }

  /** Stores the chat, and has the past chat attached later that Connect has refused. */
  private async commit({ stored }: LeasedSessions, chat: StartedChat): Promise<StartedChat> {
    const deadline = AbortSignal.timeout(SETTLING_MS);
    const { sendPastChat } = this.services;
    const session = buildSession(stored.sessions.lease!, chat, this.services.now(), sendPastChat !== undefined);
    // The customer gets the chat even when this fails. The next request either reads the stored session, or takes the lease over and gets the same contact.
    const committed = await this.settle(stored, commit(stored.sessions, session), deadline);
    // When it fails, the request that takes the lease over sends the message.
    const isPending = committed !== undefined && session.late?.state === 'PENDING' && await sendPastChat!(createPastChatMessage(this.customer, session), deadline);
    return { ...chat, ...(isPending ? { reasonCode: 'PAST_CHAT_PENDING' as const } : nameLeftOut(session.notContinued)) };
  }

  private async giveUp({ stored, takeOver: plan, sourceRefused }: LeasedSessions, error: unknown): Promise<void> {
    const left = sourceRefused === undefined ? plan?.lease : undefined;
    // When this fails, too, the lease ends when it expires.
    await this.settle(stored, afterFailure(stored.sessions, error, left), AbortSignal.timeout(SETTLING_MS));
  }

  /** Stores the lease's result, even after the request's deadline. */
  private async settle(stored: StoredSessions, sessions: CustomerSessions, deadline: AbortSignal): Promise<StoredSessions | undefined> {
    return this.services.table.withDeadline(deadline).replace(this.customer, stored, sessions, this.services.now()).catch(() => undefined);
  }

  /** Checks a contact that another request started, because it may have ended. A request that does not get it has to be repeated, and finds it stored then. */
  private async confirm(chat: StartedChat, { isWanted }: TakeOver): Promise<StartedChat> {
    const { state } = isWanted ? await this.services.participants.connect(chat.participantToken) : { state: 'ENDED' };
    if (state === 'UNKNOWN') throw new StartChatFailure('ConnectUnavailable');
    if (state === 'ENDED') throw new StartChatFailure('ChatStarting');
    return chat;
  }

  private async waitForOther(): Promise<StartedChat> {
    await this.services.pause(WAIT_FOR_OTHER_MS);
    const stored = await this.services.table.read(this.customer, this.services.now());
    const plan = await this.plan(stored.sessions);
    if (plan.step === 'RESUME') return giveBack(this.customer, stored, plan.session, this.services);
    throw new StartChatFailure(plan.step === 'REFUSE' ? 'SourceContactNotAllowed' : 'ChatStarting');
  }

  private async findSegment(source: SourceContact | undefined): Promise<SourceContact | undefined> {
    if (source?.rehydrationType !== 'FROM_SEGMENT') return source;
    return { ...source, contactId: await this.services.table.readLastSegment(source.contactId, this.services.now()) ?? source.contactId };
  }

  private async replace(read: StoredSessions, sessions: CustomerSessions): Promise<StoredSessions | undefined> {
    return this.services.table.replace(this.customer, read, sessions, this.services.now());
  }
}

/**
 * The customer's sessions after the chat could not be started.
 * @param left the lease as another request left it. That request may have made a contact, with another flow or other permissions
 */
function afterFailure(sessions: CustomerSessions, error: unknown, left: Lease | undefined): CustomerSessions {
  // Connect checks the source only when it creates a contact.
  if (error instanceof StartChatFailure && error.code === 'SourceContactRefused') return abandon(sessions);
  const madeNoContact = error instanceof ConnectFailure && error.madeNoContact;
  if (left) return handOver(sessions, madeNoContact ? left : sessions.lease!);
  return madeNoContact ? abandon(sessions) : handOver(sessions, sessions.lease!);
}

/** Whether Connect refuses this chat in particular. A quota or a missing permission would refuse any other chat, too. */
function isRefused(error: unknown): boolean {
  if (error instanceof ConnectFailure) return error.madeNoContact && error.code === 'ChatRejected';
  return error instanceof StartChatFailure && error.code === 'SourceContactRefused';
}
