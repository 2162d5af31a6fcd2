import { version } from 'aws-cdk-lib/package.json';

/** What package.json asks for, too. npm lets an app overrule that, and other package managers only warn. */
const OLDEST = '2.257.0';

// Done when the library is imported: what an older aws-cdk-lib lacks would fail somewhere else each time.
const [found, oldest] = [version, OLDEST].map((text) => text.split('.').map((part) => parseInt(part, 10)));
const first = found.findIndex((part, index) => part !== oldest[index]);
if (first >= 0 && found[first] < oldest[first]) {
  throw new Error(`cdk-connect-persistent-chat: aws-cdk-lib must be ${OLDEST} or newer; got ${version}. Upgrade aws-cdk-lib in your app.`);
}
