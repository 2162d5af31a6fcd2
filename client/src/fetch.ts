import { type ChatStorage, openRecord } from './chat-storage.js';
import type { StartChatRequest, StartedChatData } from './contract.js';

type Fetch = typeof globalThis.fetch;

export interface ResumeHandleOptions {
  /** The URL of the start-chat API, with or without a slash at its end. */
  readonly url: string;

  /** Who has signed in: any text that differs between customers. @default - a visitor who has not signed in */
  readonly customer?: string;

  /** Returns the headers that a start gets, such as a customer's token. */
  readonly headers?: () => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;

  /** @default - `localStorage` in a browser's window, else memory */
  readonly storage?: ChatStorage;

  /** @default - `globalThis.fetch` as it is now */
  readonly fetch?: Fetch;
}

interface StartedBefore {
  readonly contactId: string;
  readonly handle?: string;
}

interface KeptHandles {
  /** The latest chat in which something was said, or may have been. */
  past?: StartedBefore;
  latest?: StartedBefore;
  /** Whether the latest chat was joined, so that it can be known what was said in it. */
  joined?: boolean;
}

/**
 * A `fetch` that keeps the resume handle of each chat, and puts it into the next start. For clients that know only contact ids, or
 * nothing, such as the Amazon Connect chat interface. All other requests pass as they are.
 */
export function withResumeHandles(options: ResumeHandleOptions): Fetch {
  const { customer, headers, storage, fetch = globalThis.fetch } = options;
  const url = withoutSlash(options.url);
  const record = openRecord<KeptHandles>(`persistent-chat-handles:${url}`, customer, storage);

  const start = async (request: Request): Promise<Response> => {
    const added = Object.entries(await headers?.() ?? {});
    await record.removeOthers();
    const kept = await record.read();
    const body = addHandle(await request.clone().text(), kept);
    const sent = new Request(request, { body });
    for (const [name, value] of added) sent.headers.set(name, value);
    const response = await fetch(sent);
    const data = await readData(response);
    if (data) {
      const { startChatResult, persistentChat } = data;
      const latest = { contactId: startChatResult.ContactId, handle: persistentChat.resumeHandle };
      const isRefused = persistentChat.outcome === 'NOT_REHYDRATED' && persistentChat.reasonCode === 'HANDLE_INVALID';
      await record.write({ past: isRefused ? undefined : chooseSource(kept), latest });
    } else if (response.status === 403 && (await response.clone().text()).includes('"SourceContactNotAllowed"')) {
      // It would be refused again each time.
      await record.write({});
    }
    return response;
  };
  const change = async (joined: boolean) => {
    const kept = await record.read();
    if (kept.latest) await record.write(joined ? { ...kept, joined } : { past: kept.latest, latest: kept.latest });
  };
  /** What ChatJS sends to the participant service says whether the chat was joined and whether something was said in it. */
  const note = async (path: string, request: Request) => {
    if (path.endsWith('/participant/connection')) await change(true);
    // An event on a message: somebody has read it.
    else if (path.endsWith('/participant/message') || (/event\.message\./.test(await request.text()))) await change(false);
  };

  return async (input, init) => {
    const target = typeof input === 'object' && 'url' in input ? input.url : String(input);
    const isStart = withoutSlash(target) === url;
    const [path] = target.split('?');
    if (!isStart && !/\/participant\/(connection|message|event)$/.test(path)) return fetch(input, init);
    const request = new Request(input, init);
    if (request.method !== 'POST') return fetch(request);
    if (isStart) return start(request);
    const copy = request.clone();
    const response = await fetch(request);
    if (response.ok) await note(path, copy).catch(() => undefined);
    return response;
  };
}

/** The chat to continue: the latest one, unless it was joined and nothing was said in it. */
function chooseSource({ past, latest, joined }: KeptHandles): StartedBefore | undefined {
  return (joined || !latest?.handle) && past ? past : latest;
}

function addHandle(text: string, kept: KeptHandles): string {
  const source = chooseSource(kept);
  try {
    const body = JSON.parse(text) as StartChatRequest;
    const { SourceContactId: asked, Start: start } = body.PersistentChat ?? {};
    const isKnown = !asked || [kept.past, kept.latest].some((one) => one?.contactId === asked);
    if (!source?.handle || start || !isKnown) return text;
    return JSON.stringify({ ...body, PersistentChat: { ...body.PersistentChat, SourceContactId: source.handle } });
  } catch {
    return text;
  }
}

async function readData(response: Response): Promise<StartedChatData | undefined> {
  try {
    const { data } = await response.clone().json() as { data: StartedChatData };
    return response.ok && data.startChatResult.ContactId ? data : undefined;
  } catch {
    return undefined;
  }
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
