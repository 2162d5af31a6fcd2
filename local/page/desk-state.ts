import type { ConversationItem } from './conversation-item';

/** What the agent's view shows: the page's server sends it, the page draws it. */
export interface DeskState {
  /** The latest first. */
  readonly chats: readonly DeskChat[];
}

export interface DeskChat {
  readonly initialContactId: string;
  readonly customerName: string;
  readonly state: 'RUNNING' | 'CUSTOMER_LEFT' | 'ENDED';
  /** Whether the transcripts of an ended chat are written, so that a customer can come back to it. */
  readonly written: boolean;
  /** Name of the past contact that the chat continues. */
  readonly continuedFrom?: string;
  readonly contacts: readonly DeskContact[];
  readonly items: readonly DeskItem[];
}

export interface DeskContact {
  readonly contactId: string;
  /** Such as `C1`, in the order in which the contact centre met them. */
  readonly name: string;
  readonly initiationMethod: string;
  readonly agent?: string;
  readonly ended: boolean;
}

export interface DeskItem extends ConversationItem {
  readonly contact: string;
}
