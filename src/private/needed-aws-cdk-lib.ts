import { version } from 'aws-cdk-lib/package.json';

/** The same as in package.json. npm lets an app ignore that, and other package managers only warn. */
const OLDEST = '2.257.0';

// Checked when the library is imported: with an older aws-cdk-lib, each missing feature would fail in another place.
const [found, oldest] = [version, OLDEST].map((text) => text.split('.').map((part) => parseInt(part, 10)));
const first = found.findIndex((part, index) => part !== oldest[index]);
if (first >= 0 && found[first] < oldest[first]) {
  throw new Error(`cdk-connect-persistent-chat: aws-cdk-lib must be ${OLDEST} or newer; got ${version}. Upgrade aws-cdk-lib in your app.`);
}
