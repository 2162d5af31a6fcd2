import { toCountedAddress } from '../../../../lambda/start-chat/visitors/source-address';

test.each([
  ['an IPv4 address', '192.0.2.1', '192.0.2.1'],
  ['an IPv4 address as IPv6', '::ffff:192.0.2.1', '192.0.2.1'],
  ['the same in hex', '::ffff:c000:201', '192.0.2.1'],
  ['the same in full', '0000:0000:0000:0000:0000:FFFF:C000:0201', '192.0.2.1'],
  ['an IPv6 address', '2001:db8:0:1:a:b:c:d', '2001:db8:0:1::/64'],
  ['another one of the same network', '2001:DB8::0001:ffff:0:0:1', '2001:db8:0:1::/64'],
  ['one with zeros at the end', '2001:db8:0:1::', '2001:db8:0:1::/64'],
  ['one of the next network', '2001:db8:0:2::1', '2001:db8:0:2::/64'],
  ['one with a zone', 'fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['one that ends in an IPv4 address', '2001:db8::192.0.2.1', '2001:db8:0:0::/64'],
  ['the shortest', '::', '0:0:0:0::/64'],
  ['what is no address', 'unknown', 'unknown'],
])('%s, %s, counts as %s', (_, sourceIp, counted) => {
  expect(toCountedAddress(sourceIp)).toBe(counted);
});
