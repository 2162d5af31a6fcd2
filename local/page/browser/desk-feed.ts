import type { DeskState } from '../desk-state';

/** Calls back with the contact centre's state, now and whenever it changes. */
export function listenToDesk(callback: (state: DeskState) => void): void {
  const stream = new EventSource('/desk/stream');
  stream.addEventListener('message', ({ data }) => callback(JSON.parse(data as string) as DeskState));
}

/** Does something in the contact centre. @throws Error with what the simulator says */
export async function postControl(path: string, parameters: Record<string, string> = {}): Promise<void> {
  const response = await fetch(`/control/${path}`, { method: 'POST', body: new URLSearchParams(parameters) });
  if (response.ok) return;
  const { error } = await response.json() as { error: string };
  throw new Error(error);
}
