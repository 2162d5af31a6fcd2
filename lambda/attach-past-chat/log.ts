import { Tried } from './try';
import { PastChatMessage } from '../late-rehydration/past-chat-message';

/** Writes one line for each try, with ids only. */
export function logTry({ contactId, pastChats }: PastChatMessage, tried: Tried, tries: number, nextDelay: number | undefined): void {
  const [level, message] = describe(tried, nextDelay);
  const sourceContactId = pastChats[0]?.contactId;
  process.stdout.write(`${JSON.stringify({ level, message, contactId, sourceContactId, ...tried, tries, nextTrySeconds: nextDelay })}\n`);
}

function describe({ outcome }: Tried, nextDelay: number | undefined): readonly [level: string, message: string] {
  switch (outcome) {
    case 'ATTACHED': return ['INFO', 'Past chat attached'];
    case 'EMPTY': return ['INFO', 'Past chat left to the next chat: this one has ended, and nothing was said in it'];
    case 'NOT_PENDING': return ['INFO', 'Past chat not waited for any more'];
    default: return nextDelay === undefined
      ? ['WARN', 'Past chat given up: Amazon Connect did not accept it, or has attached it already']
      : ['INFO', 'Past chat not attached yet'];
  }
}
