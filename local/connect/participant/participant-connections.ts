import { randomBytes } from 'node:crypto';
import type { Assumptions } from '../contact-centre/assumptions';
import type { Clock } from '../contact-centre/clock';
import { type ChatSession, type Contacts, hasCustomer, isRunning } from '../contact-centre/contacts';
import { ConnectError } from '../protocol/connect-error';

/** @see https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html */
const SECONDS = { firstConnection: 5 * 60, websocketUrl: 100, connectionToken: 24 * 60 * 60 };

interface Grant {
  readonly session: ChatSession;
  readonly expiresAt: number;
}

export interface IssuedGrant {
  readonly token: string;
  readonly expiresAt: number;
}

/** Customers' connections: issues and checks connection tokens and the tokens in websocket URLs. */
export class ParticipantConnections {
  private readonly connected = new Set<ChatSession>();
  private readonly connectionTokens = new Map<string, Grant>();
  private readonly websocketTokens = new Map<string, Grant>();

  constructor(private readonly contacts: Contacts, private readonly clock: Clock, private readonly assumptions: Assumptions) {}

  /** Connects the customer with this participant token, and returns the chat. */
  connect(participantToken: string): ChatSession {
    const session = this.contacts.findSessionByToken(participantToken);
    if (!session || !this.canEnter(session)) throw accessDenied();
    this.contacts.letCustomerReturn(session);
    const late = this.clock.now() >= session.startedAt + SECONDS.firstConnection * 1000;
    if (late && !this.connected.has(session) && this.assumptions.lateFirstConnection === 'REFUSE') throw accessDenied();
    this.connected.add(session);
    return session;
  }

  private canEnter(session: ChatSession): boolean {
    return hasCustomer(session) || (isRunning(session) && this.assumptions.customerReturns === 'ACCEPT');
  }

  issueConnectionToken(session: ChatSession): IssuedGrant {
    return this.issue(this.connectionTokens, session, SECONDS.connectionToken);
  }

  issueWebsocketToken(session: ChatSession): IssuedGrant {
    return this.issue(this.websocketTokens, session, SECONDS.websocketUrl);
  }

  requireConnectedSession(token: string): ChatSession {
    return this.requireSession(this.connectionTokens, token);
  }

  requireWebsocketSession(token: string): ChatSession {
    return this.requireSession(this.websocketTokens, token);
  }

  private issue(grants: Map<string, Grant>, session: ChatSession, seconds: number): IssuedGrant {
    const token = randomBytes(48).toString('base64url');
    const expiresAt = this.clock.now() + seconds * 1000;
    grants.set(token, { session, expiresAt });
    return { token, expiresAt };
  }

  private requireSession(grants: Map<string, Grant>, token: string): ChatSession {
    const grant = grants.get(token);
    if (!grant || this.clock.now() >= grant.expiresAt) throw accessDenied();
    const session = this.contacts.requireSession(grant.session.contacts[0].contactId);
    if (!hasCustomer(session)) throw accessDenied();
    return session;
  }
}

function accessDenied(): ConnectError {
  return new ConnectError('AccessDeniedException', 'Access denied');
}
