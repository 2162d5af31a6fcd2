import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const LISTENING = '0A';

/** The addresses at which a process group accepts TCP connections, by Linux's `/proc`. Undefined on other systems. */
export function addressesListenedOn(processGroup: number): string[] | undefined {
  if (process.platform !== 'linux') return undefined;
  const inodes = new Set(processesOf(processGroup).flatMap(socketsOf));
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(listeners).filter(({ inode }) => inodes.has(inode)).map(({ address }) => address);
}

function processesOf(group: number): string[] {
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && groupOf(pid) === group);
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: after the name, in brackets, come state, parent and group. */
function groupOf(pid: string): number | undefined {
  const stat = readIfThere(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return stat === undefined ? undefined : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
}

function socketsOf(pid: string): string[] {
  const descriptors = readIfThere(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
  const targets = descriptors.map((descriptor) => readIfThere(() => readlinkSync(`/proc/${pid}/fd/${descriptor}`)));
  return targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target ?? '')?.[1] ?? []);
}

function listeners(table: string): { address: string; inode: string }[] {
  const lines = (readIfThere(() => readFileSync(table, 'utf8')) ?? '').trim().split('\n').slice(1);
  return lines.map((line) => line.trim().split(/\s+/)).filter(([, , , state]) => state === LISTENING)
    .map((columns) => ({ address: readable(columns[1]), inode: columns[9] }));
}

/** An IPv4 address is written as one little-endian number. IPv6 addresses stay as they are. */
function readable(address: string): string {
  const [host, port] = address.split(':');
  const name = host.length === 8 ? host.match(/../g)!.reverse().map((byte) => parseInt(byte, 16)).join('.') : host;
  return `${name}:${parseInt(port, 16)}`;
}

/** A process can end while its files are read. */
function readIfThere<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
