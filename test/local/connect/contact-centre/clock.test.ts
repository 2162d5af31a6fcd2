import { Clock } from '../../../../local/connect/contact-centre/clock';

let clock: Clock;
let rung: string[];

beforeEach(() => {
  clock = new Clock(() => 0);
  rung = [];
});

const setAlarm = (seconds: number, name = `${seconds}`, work = Promise.resolve()) => clock.setAlarm(seconds * 1000, async () => {
  await work;
  rung.push(`${name} at ${clock.now() / 1000}`);
});

test('alarms ring in their order, each at its time, and not before', async () => {
  setAlarm(45);
  setAlarm(30);
  setAlarm(90);
  await clock.letPass(60);
  expect([rung, clock.now()]).toEqual([['30 at 30', '45 at 45'], 60_000]);
});

test('an alarm that is set meanwhile rings within the same time', async () => {
  clock.setAlarm(30_000, async () => void setAlarm(45));
  await clock.letPass(45);
  expect(rung).toEqual(['45 at 45']);
});

test('time goes on when an alarm has done its work', async () => {
  let finish = () => {};
  setAlarm(10, 'slow', new Promise((resolve) => { finish = resolve; }));
  setAlarm(20);
  const passing = clock.letPass(30);
  await new Promise(setImmediate);
  expect(clock.now()).toBe(10_000);
  finish();
  await passing;
  expect(rung).toEqual(['slow at 10', '20 at 20']);
});

test('who lets time pass twice waits for the first time', async () => {
  setAlarm(10);
  setAlarm(30);
  await Promise.all([clock.letPass(20), clock.letPass(20)]);
  expect([rung, clock.now()]).toEqual([['10 at 10', '30 at 30'], 40_000]);
});

test('a cancelled alarm does not ring', async () => {
  setAlarm(10)();
  await clock.letPass(20);
  expect(rung).toEqual([]);
});

test('alarms that were jumped over ring late', async () => {
  setAlarm(10);
  clock.advance(20);
  await clock.letPass(0);
  expect(rung).toEqual(['10 at 20']);
});

test('alarms ring by the machine\'s time, too, one after the other', async () => {
  const machine = new Clock();
  const start = machine.now();
  const early: string[] = [];
  const names = await new Promise<string[]>((resolve) => {
    const ringing: string[] = [];
    const ring = (name: string, at: number) => machine.setAlarm(at, async () => {
      if (machine.now() < at) early.push(name);
      if (ringing.push(name) === 2) resolve(ringing);
    });
    ring('second', start + 40);
    ring('first', start + 10);
  });
  expect([names, early]).toEqual([['first', 'second'], []]);
});

test('an alarm rings by itself after the clock was set forward', async () => {
  const ringing = new Promise<number>((resolve) => { clock.setAlarm(3_600_000, async () => resolve(clock.now())); });
  clock.advance(3600);
  expect(await ringing).toBe(3_600_000);
});
