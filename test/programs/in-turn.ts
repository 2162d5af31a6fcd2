/** Works through the tasks, some at the same time. */
export async function inTurn(atOnce: number, tasks: readonly (() => Promise<unknown>)[]): Promise<void> {
  const waiting = [...tasks];
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let task = waiting.shift(); task; task = waiting.shift()) await task();
  }));
}
