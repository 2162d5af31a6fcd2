import { GetHandleKey, keepKeys } from '../../../../lambda/start-chat/handles/kept-keys';

const SECOND = 1000;

beforeEach(() => { jest.useFakeTimers(); });
afterEach(() => { jest.useRealTimers(); });

/** Counts how often a key is requested. */
function source(answer: GetHandleKey) {
  const asked: number[] = [];
  const keys = keepKeys(async (period) => {
    asked.push(period);
    return answer(period);
  });
  return { asked, keys };
}

const failing: GetHandleKey = async () => { throw new Error('no key'); };

test('a key is requested once for each period, also by two requests at once', async () => {
  const { asked, keys } = source(async (period) => Uint8Array.of(period));
  expect(await Promise.all([keys(1), keys(2), keys(1)])).toEqual([Uint8Array.of(1), Uint8Array.of(2), Uint8Array.of(1)]);
  await jest.advanceTimersByTimeAsync(3600 * SECOND);
  expect(await keys(1)).toEqual(Uint8Array.of(1));
  expect(asked).toEqual([1, 2]);
});

test('a failure is kept for ten seconds, and nothing is requested during that time', async () => {
  const { asked, keys } = source(failing);
  await expect(keys(1)).rejects.toThrow('no key');
  await jest.advanceTimersByTimeAsync(9 * SECOND);
  await expect(keys(1)).rejects.toThrow('no key');
  expect(asked).toEqual([1]);
  await jest.advanceTimersByTimeAsync(SECOND);
  await expect(keys(1)).rejects.toThrow('no key');
  expect(asked).toEqual([1, 1]);
});

test('a failure that took longer than that, as in a frozen environment, is not kept', async () => {
  const { asked, keys } = source(async (period) => new Promise((_, reject) => { setTimeout(() => reject(new Error(`no key ${period}`)), 60 * SECOND); }));
  const first = expect(keys(1)).rejects.toThrow('no key 1');
  await jest.advanceTimersByTimeAsync(60 * SECOND);
  await first;
  void keys(1).catch(() => undefined);
  expect(asked).toEqual([1, 1]);
});
