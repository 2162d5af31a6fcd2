import { isIPv4, isIPv6 } from 'net';

const GROUPS = 8;
/** A provider gives a customer a /64 at least, whose addresses the customer chooses: https://www.rfc-editor.org/rfc/rfc6177 */
const NETWORK_GROUPS = 4;
/** The groups before an IPv4 address that is written as an IPv6 address: https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5.2 */
const IPV4_MAPPED = '0:0:0:0:0:ffff';

/** What counts as one address: an IPv4 address, however it is written, or the /64 network of an IPv6 address. */
export function toCountedAddress(sourceIp: string): string {
  const [address] = sourceIp.split('%');
  if (!isIPv6(address)) return address;
  const groups = expand(address);
  if (groups.slice(0, 6).join(':') === IPV4_MAPPED) return toIpv4(groups[6], groups[7]);
  return `${groups.slice(0, NETWORK_GROUPS).join(':')}::/64`;
}

/** The eight groups, in lower case and without leading zeros. */
function expand(address: string): string[] {
  const [head, tail] = address.toLowerCase().split('::').map(readGroups);
  const zeros = tail ? Array<string>(GROUPS - head.length - tail.length).fill('0') : [];
  return [...head, ...zeros, ...tail ?? []].map((group) => Number.parseInt(group, 16).toString(16));
}

function readGroups(part: string): string[] {
  return part.split(':').filter((group) => group !== '').flatMap((group) => (isIPv4(group) ? toGroups(group) : [group]));
}

function toGroups(ipv4: string): string[] {
  const [a, b, c, d] = ipv4.split('.').map(Number);
  return [a * 256 + b, c * 256 + d].map((group) => group.toString(16));
}

function toIpv4(...groups: string[]): string {
  return groups.map((group) => Number.parseInt(group, 16)).flatMap((group) => [Math.floor(group / 256), group % 256]).join('.');
}
