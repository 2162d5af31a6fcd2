const EVENT = 'application/vnd.amazonaws.connect.event.';

/** The line for an event in a chat; none for an event that nobody needs to read. */
export function describeEvent(contentType: string, role: string, sender?: string): string | undefined {
  const who = sender ?? (role === 'AGENT' ? 'The agent' : 'The customer');
  switch (contentType.slice(EVENT.length)) {
    case 'participant.joined': return `${who} joined`;
    case 'participant.left': return `${who} left`;
    case 'transfer.succeeded': return 'The chat was transferred';
    case 'chat.ended': return 'The chat has ended';
    default: return undefined;
  }
}
