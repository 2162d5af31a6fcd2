import type { Page, WebSocket } from 'playwright-core';
import { until } from '../until';

interface Subscriptions {
  count: number;
  isCurrent: boolean;
}

const subscriptionsOf = new WeakMap<Page, Subscriptions>();

/** Notes when a page's websocket gets what is said in its chat from now on. ChatJS calls a chat connected before that. */
export function watchSubscriptions(page: Page): void {
  const subscriptions = { count: 0, isCurrent: false };
  subscriptionsOf.set(page, subscriptions);
  page.on('framenavigated', (frame) => { if (frame === page.mainFrame()) subscriptions.isCurrent = false; });
  page.on('websocket', (socket) => watchSocket(socket, subscriptions));
}

function watchSocket(socket: WebSocket, subscriptions: Subscriptions): void {
  subscriptions.isCurrent = false;
  socket.on('framereceived', ({ payload }) => {
    if (!/"aws\/subscribe".*"success"/.test(String(payload))) return;
    subscriptions.count += 1;
    subscriptions.isCurrent = true;
  });
}

/** How often the page has subscribed to a chat. */
export function countSubscriptions(page: Page): number {
  return subscriptionsOf.get(page)!.count;
}

/** Waits until the page gets what is said in its chat, after this many subscriptions to earlier ones. */
export async function untilSubscribed(page: Page, earlier = 0): Promise<void> {
  const subscriptions = subscriptionsOf.get(page)!;
  await until(() => subscriptions.isCurrent && subscriptions.count > earlier);
}
