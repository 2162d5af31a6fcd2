import { Attached } from './attach';
import { PastChatMessage } from '../late-rehydration/past-chat-message';

/** Writes one line for each try, with ids only. */
export function logTry({ contactId, sourceContactId }: PastChatMessage, attached: Attached, tries: number, nextDelay: number | undefined): void {
  const [level, message] = describe(attached, nextDelay);
  process.stdout.write(`${JSON.stringify({ level, message, contactId, sourceContactId, ...attached, tries, nextTrySeconds: nextDelay })}\n`);
}

function describe({ outcome }: Attached, nextDelay: number | undefined): readonly [level: string, message: string] {
  if (outcome === 'ATTACHED') return ['INFO', 'Past chat attached'];
  return nextDelay === undefined ? ['WARN', 'Past chat given up: Amazon Connect did not accept it, or has attached it already'] : ['INFO', 'Past chat not attached yet'];
}
