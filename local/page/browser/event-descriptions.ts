const EVENT = 'application/vnd.amazonaws.connect.event.';

/** Describes an event of a chat; undefined for an event that is not shown. */
export function describeEvent(contentType: string, role: string, sender?: string): string | undefined {
  const who = sender ?? (role === 'AGENT' ? 'The agent' : 'The customer');
  switch (contentType.slice(EVENT.length)) {
    case 'participant.joined': return `${who} joined`;
    case 'participant.left': return `${who} left`;
    case 'transfer.succeeded': return 'The chat was transferred';
    case 'chat.rehydrated': return 'The earlier conversation was added';
    case 'chat.ended': return 'The chat has ended';
    default: return undefined;
  }
}
