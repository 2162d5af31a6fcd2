const { join } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** Half a minute or more. */
const LONG_SUITES = [
  'package/packed-tarball.test.ts',
  'lambda/sessions/faults.test.ts',
  'security/other-customers-chats.test.ts',
  'local/command/cli.test.ts',
  'lambda/sessions/interleavings.test.ts',
  'lambda/aws/wire.test.ts',
  'annotations.test.ts',
  'replacements.test.ts',
].map((file) => require.resolve(join(__dirname, file)));

/** Starts the long suites first, so that no worker runs one while the others have nothing left. On a fresh clone jest knows only sizes, and these files are small. */
module.exports = class LongSuitesFirst extends Sequencer {
  sort(tests) {
    const usual = super.sort([...tests]);
    const long = LONG_SUITES.flatMap((file) => usual.filter(({ path }) => path === file));
    return [...long, ...usual.filter((test) => !long.includes(test))];
  }
};
