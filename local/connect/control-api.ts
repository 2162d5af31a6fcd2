import type { Clock } from './contact-centre/clock';
import type { ContactEventDelivery } from './contact-centre/contact-event-delivery';
import type { Contacts } from './contact-centre/contacts';
import type { DisconnectFlow } from './contact-centre/disconnect-flow';
import type { Transcripts } from './contact-centre/transcripts';
import { type HttpAnswer, type HttpRequest, toJsonAnswer } from './protocol/http-exchange';

/** A person acts in the contact centre by these paths, for example with `curl`. Amazon Connect does not have them. */
export const CONTROL_PATH = '/control';

export interface ContactCentre {
  readonly contacts: Contacts;
  readonly transcripts: Transcripts;
  readonly disconnectFlow: DisconnectFlow;
  readonly clock: Clock;
  readonly contactEvents: ContactEventDelivery;
}

type Action = (centre: ContactCentre, runningContactId: string, parameters: URLSearchParams) => void;

const ACTIONS: Record<string, Action> = {
  show: () => {},
  accept: ({ contacts }, contactId, parameters) => contacts.accept(contactId, parameters.get('name') ?? undefined),
  transfer: ({ contacts }, contactId) => contacts.transfer(contactId),
  survey: ({ disconnectFlow }, contactId, parameters) => disconnectFlow.start(contactId, parameters.get('question') ?? undefined),
  end: ({ contacts }, contactId) => contacts.end(contactId),
  say: (centre, contactId, parameters) => {
    const content = parameters.get('text') ?? '';
    if (parameters.get('as') === 'customer') {
      centre.transcripts.say(contactId, { role: 'CUSTOMER', content });
      centre.disconnectFlow.onCustomerMessage(contactId);
    } else {
      centre.transcripts.say(contactId, { role: 'AGENT', content });
    }
  },
  typing: ({ transcripts }, contactId) => transcripts.showTyping(contactId, 'AGENT'),
  read: ({ transcripts }, contactId, parameters) => transcripts.recordReceipt(contactId, parameters.get('message') ?? '', 'AGENT', 'READ'),
};

/**
 * Answers `POST /control/contacts/ID/ACTION` and `POST /control/clock/advance`, with parameters in the query or a form body.
 * ID can be any contact of a chat; the action applies to the running one. The response shows the chat after the action.
 */
export async function answerControl(request: HttpRequest, centre: ContactCentre): Promise<HttpAnswer> {
  const url = new URL(request.path, 'http://simulator');
  const parameters = new URLSearchParams([...url.searchParams, ...new URLSearchParams(request.body)]);
  const [, , subject, contactId, action] = url.pathname.split('/');
  if (request.method !== 'POST') return toJsonAnswer(405, { error: 'Use POST' });
  if (subject === 'clock' && contactId === 'advance') return advanceClock(centre, Number(parameters.get('seconds')));
  if (subject !== 'contacts' || !Object.hasOwn(ACTIONS, action ?? '')) {
    return toJsonAnswer(404, { error: `Use ${CONTROL_PATH}/contacts/ID/${Object.keys(ACTIONS).join('|')} or ${CONTROL_PATH}/clock/advance` });
  }
  try {
    return toJsonAnswer(200, act(ACTIONS[action], centre, contactId, parameters));
  } catch (error) {
    return toJsonAnswer(409, { error: (error as Error).message });
  }
}

function act(action: Action, centre: ContactCentre, contactId: string, parameters: URLSearchParams): unknown {
  const contacts = centre.contacts.requireSession(contactId).contacts;
  action(centre, contacts.at(-1)!.contactId, parameters);
  return { contacts, transcript: centre.transcripts.listMessages(contactId) };
}

async function advanceClock({ clock, contactEvents }: ContactCentre, seconds: number): Promise<HttpAnswer> {
  if (!(seconds > 0)) return toJsonAnswer(400, { error: 'seconds must be a number greater than 0' });
  // In that time, they would have been delivered.
  await contactEvents.waitUntilSettled();
  await clock.letPass(seconds);
  return toJsonAnswer(200, { now: new Date(clock.now()).toISOString() });
}
