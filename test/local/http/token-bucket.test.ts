import { TokenBucket } from '../../../local/http/token-bucket';

let now: number;
let bucket: TokenBucket;

beforeEach(() => {
  now = 0;
  bucket = new TokenBucket({ requestsPerSecond: 2, burst: 3 }, () => now);
});

const takeMany = (count: number) => Array.from({ length: count }, () => bucket.take());

test('the burst is taken at once, and the next request is over the limit', () => {
  expect(takeMany(4)).toEqual([true, true, true, false]);
});

test('tokens come back at the rate of the limit', () => {
  takeMany(4);
  now = 499;
  expect(bucket.take()).toBe(false);
  now = 500;
  expect(takeMany(2)).toEqual([true, false]);
});

test('no more tokens come back than the burst', () => {
  takeMany(4);
  now = 3_600_000;
  expect(takeMany(4)).toEqual([true, true, true, false]);
});
