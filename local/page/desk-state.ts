import type { ConversationItem } from './conversation-item';

/** What the agents' pane shows. The page's server sends it to the page. */
export interface DeskState {
  /** Latest first. */
  readonly chats: readonly DeskChat[];
}

export interface DeskChat {
  readonly initialContactId: string;
  readonly customerName: string;
  readonly state: 'RUNNING' | 'CUSTOMER_LEFT' | 'ENDED';
  /** Whether the transcripts of the chat are written, so that the customer can continue it. */
  readonly written: boolean;
  /** Name of the past contact that the chat continues. */
  readonly continuedFrom?: string;
  readonly contacts: readonly DeskContact[];
  readonly items: readonly DeskItem[];
}

export interface DeskContact {
  readonly contactId: string;
  /** For example `C1`. Contacts are numbered in the order in which they start. */
  readonly name: string;
  readonly initiationMethod: string;
  readonly agent?: string;
  readonly ended: boolean;
}

export interface DeskItem extends ConversationItem {
  readonly contact: string;
}
