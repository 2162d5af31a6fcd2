import { randomUUID } from 'crypto';
import {
  CustomerSessions, Session, Source, abandon, begin, clientTokenOf, commit, handOver, takeOver,
} from './customer-sessions';
import { Liveness, SessionPlan } from './decide-session';
import { ParticipantService } from './participant-service';
import { Remembered, SessionTable } from './session-table';
import { CHAT_DURATION_MINUTES } from '../../src/shared/chat-duration';
import { ConnectFailure, StartChatFailure } from '../start-chat/contract/failure';
import { StartedChat } from '../start-chat/contract/started-chat';

/** Most starts take less. https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html */
const WAIT_FOR_OTHER_MS = 1500;
// With the 10 s before it less than the 12 s that a client is promised.
const SETTLING_MS = 1500;

/** What a lease is used for: one StartChatContact, and another one without the source when Connect refuses it. */
export interface LeasedStart {
  readonly clientToken: string;
  readonly source?: Source;
  /** Called when Connect has refused the source, before a chat is started without it: gives that chat's client token. */
  readonly onSourceRefused: () => Promise<string>;
}

/** What a customer's chat is made of, beside the table. */
export interface ChatParts {
  readonly table: SessionTable;
  readonly participants: ParticipantService;
  readonly decide: (sessions: CustomerSessions, liveness: Liveness | undefined, now: number) => SessionPlan;
  readonly start: (start: LeasedStart) => Promise<StartedChat>;
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
}

type ConfirmedPlan = Exclude<SessionPlan, { readonly step: 'CONFIRM' }>;

/** What is remembered while a request holds a lease, and whether somebody else has used the lease before. */
interface HeldLease {
  leased: Remembered;
  isTakenOver: boolean;
}

/** One request of a customer for a chat: gives back the one that runs, or starts one under a lease. */
export class CustomerChat {
  private connectionToken = '';

  constructor(private readonly customer: string, private readonly parts: ChatParts) {}

  async startOrResume(): Promise<StartedChat> {
    return this.follow(await this.parts.table.read(this.customer));
  }

  private async follow(remembered: Remembered, liveness?: Liveness): Promise<StartedChat> {
    const { sessions } = remembered;
    const plan = await this.planFor(sessions, liveness);
    switch (plan.step) {
      case 'REFUSE': throw new StartChatFailure('SourceContactNotAllowed');
      case 'WAIT': return this.waitForOther();
      case 'RESUME': return resumed(plan.session);
      case 'LEAVE':
        await this.parts.participants.disconnect(this.connectionToken);
        return this.follow(remembered, 'ENDED');
      case 'START': return this.startUnder(remembered, begin(sessions, randomUUID(), this.parts.now(), plan.source));
      case 'TAKE_OVER': return this.startUnder(remembered, takeOver(sessions, plan.lease, this.parts.now()), plan);
    }
  }

  /** The next thing to do, once it is known whether the session runs. */
  private async planFor(sessions: CustomerSessions, liveness?: Liveness): Promise<ConfirmedPlan> {
    const plan = this.parts.decide(sessions, liveness, this.parts.now());
    return plan.step === 'CONFIRM' ? this.planFor(sessions, await this.livenessOf(plan.session)) : plan;
  }

  private async startUnder(remembered: Remembered, sessions: CustomerSessions, takenOver?: { readonly isWanted: boolean }): Promise<StartedChat> {
    const leased = await this.replace(remembered, sessions);
    if (!leased) return this.waitForOther();
    const held = { leased, isTakenOver: takenOver !== undefined };
    const chat = await this.startChat(held).catch(async (error: unknown) => {
      await this.giveUp(held, error);
      throw error;
    });
    await this.commit(held.leased, chat);
    return takenOver ? this.confirmed(chat, takenOver.isWanted) : chat;
  }

  private async startChat(held: HeldLease): Promise<StartedChat> {
    const { id, source } = held.leased.sessions.lease!;
    return this.parts.start({
      clientToken: clientTokenOf(this.customer, id),
      source: await this.segmentOf(source),
      onSourceRefused: async () => {
        // A lease of its own: whoever takes it over must not ask for the source, which Connect may accept by then.
        const withoutSource = randomUUID();
        const leased = await this.replace(held.leased, begin(held.leased.sessions, withoutSource, this.parts.now()));
        if (!leased) throw new StartChatFailure('ChatStarting');
        Object.assign(held, { leased, isTakenOver: false });
        return clientTokenOf(this.customer, withoutSource);
      },
    });
  }

  private async commit(leased: Remembered, { contactId, participantId, participantToken, continuedFromContactId }: StartedChat): Promise<void> {
    // The contact may be one that another request has asked for, with a duration of its own.
    const expiresAt = this.parts.now() + CHAT_DURATION_MINUTES.longest * 60_000;
    const session = { contactId, participantId, participantToken, continuedFromContactId, expiresAt };
    // The chat is given out whatever comes of this: the next start finds it committed, or takes the lease over and gets the same contact.
    await this.settle(leased, commit(leased.sessions, session));
  }

  private async giveUp({ leased, isTakenOver }: HeldLease, error: unknown): Promise<void> {
    const { sessions } = leased;
    // When this fails, too, the lease is over when its time is.
    await this.settle(leased, madeNoContact(error, isTakenOver) ? abandon(sessions) : handOver(sessions, sessions.lease!));
  }

  /** Writes what became of the lease, also after the request's deadline. */
  private async settle(leased: Remembered, sessions: CustomerSessions): Promise<void> {
    const table = this.parts.table.until(AbortSignal.timeout(SETTLING_MS));
    await table.replace(this.customer, leased, sessions, this.parts.now()).catch(() => undefined);
  }

  /** A contact that was started some time ago may have ended since. Who does not want it comes again, now that it is known. */
  private async confirmed(chat: StartedChat, isWanted: boolean): Promise<StartedChat> {
    if (!isWanted || await this.parts.participants.connect(chat.participantToken) === undefined) throw new StartChatFailure('ChatStarting');
    return chat;
  }

  private async waitForOther(): Promise<StartedChat> {
    await this.parts.pause(WAIT_FOR_OTHER_MS);
    const { sessions } = await this.parts.table.read(this.customer);
    const plan = await this.planFor(sessions);
    if (plan.step === 'RESUME') return resumed(plan.session);
    throw new StartChatFailure(plan.step === 'REFUSE' ? 'SourceContactNotAllowed' : 'ChatStarting');
  }

  private async livenessOf(session: Session): Promise<Liveness> {
    const connectionToken = await this.parts.participants.connect(session.participantToken);
    this.connectionToken = connectionToken ?? '';
    return connectionToken === undefined ? 'ENDED' : 'RUNNING';
  }

  private async segmentOf(source: Source | undefined): Promise<Source | undefined> {
    if (source?.rehydrationType !== 'FROM_SEGMENT') return source;
    return { ...source, contactId: await this.parts.table.lastConversation(source.contactId) ?? source.contactId };
  }

  private async replace(seen: Remembered, sessions: CustomerSessions): Promise<Remembered | undefined> {
    return this.parts.table.replace(this.customer, seen, sessions, this.parts.now());
  }
}

/**
 * Whether it is certain that the lease made no contact. Connect looks at the source of a new contact only. Its other
 * refusals say nothing of a lease that somebody has used before, with another request or with other permissions.
 */
function madeNoContact(error: unknown, isTakenOver: boolean): boolean {
  if (error instanceof ConnectFailure) return error.madeNoContact && !isTakenOver;
  return error instanceof StartChatFailure && error.code === 'SourceContactRefused';
}

function resumed({ contactId, participantId, participantToken, continuedFromContactId }: Session): StartedChat {
  return { contactId, participantId, participantToken, continuedFromContactId, outcome: 'RESUMED' };
}
