import type { ChatTarget, ClientRequest } from './chat-clients';
import type { Report } from './report';
import type { StartChatApi } from './start-chat-api';
import type { ConnectSimulator } from '../connect/simulator';

/** The administrator guide says to wait 30 to 60 seconds for a transcript. */
export const TRANSCRIPT_SECONDS = 60;

export interface DemoContext {
  readonly api: StartChatApi;
  readonly simulator: ConnectSimulator;
  readonly target: ChatTarget;
  readonly report: Report;
}

/** What the started chat must be like, according to the documentation. */
export interface Expected {
  readonly outcome: 'NEW' | 'REHYDRATED' | 'NOT_REHYDRATED' | 'RESUMED';
  readonly continuedFrom?: string;

  /** Past contacts whose transcripts are shown, latest first. */
  readonly past?: readonly string[];
}

/** Starts a chat, prints it and checks it. */
export async function startAndCheckChat(stage: DemoContext, request: ClientRequest, expected: Expected): Promise<string | undefined> {
  const { report, api } = stage;
  report.printRequest(api, request);
  const answer = await api.startChat(request);
  const result = answer.body.data?.startChatResult;
  if (result) report.names.getOrAdd(result.ContactId);
  report.printAnswer(answer);
  if (result) report.printMessages(stage.simulator.transcripts.listMessages(result.ContactId));
  report.check('status', '200', `${answer.status}`);
  if (!result) return undefined;
  report.check('outcome', expected.outcome, answer.body.data?.persistentChat?.outcome ?? 'none');
  report.check('ContinuedFromContactId', expected.continuedFrom ?? 'none', report.names.find(result.ContinuedFromContactId));
  checkHistory(stage, result.ContactId, expected);
  return result.ContactId;
}

function checkHistory({ report, simulator }: DemoContext, contactId: string, expected: Expected): void {
  const items = simulator.transcripts.listMessages(contactId);
  const past = items.flatMap(({ RelatedContactId: id }) => (id === undefined ? [] : [report.names.find(id)]));
  report.check('RelatedContactId', expected.continuedFrom ?? 'none', report.names.find(simulator.contacts.get(contactId).relatedContactId));
  report.check('transcripts', expected.past?.join(' + ') ?? 'none', [...new Set(past)].reverse().join(' + ') || 'none');
}
