import type { DeskState } from '../desk-state';

/** Calls back with the contact centre's state now, and again whenever it changes. */
export function listenToDesk(callback: (state: DeskState) => void): void {
  const stream = new EventSource('/desk/stream');
  stream.addEventListener('message', ({ data }) => callback(JSON.parse(data as string) as DeskState));
}

/** Calls the contact centre's control API. @throws Error with the simulator's message */
export async function postControl(path: string, parameters: Record<string, string> = {}): Promise<void> {
  const response = await fetch(`/control/${path}`, { method: 'POST', body: new URLSearchParams(parameters) });
  if (response.ok) return;
  const { error } = await response.json() as { error: string };
  throw new Error(error);
}
