import { dirname, join } from 'node:path';

/** The files on disk that running a function needs besides its own code. */
export const runtimeFiles = {
  /** Node 24, whatever Node this process runs on: the npm package `node` carries the binary. */
  node: () => join(dirname(require.resolve('node/package.json')), 'bin', 'node'),
  bootstrap: () => join(__dirname, 'bootstrap.ts'),
};
