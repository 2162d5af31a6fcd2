import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NODE_MAJOR = 24;

/** The files on disk that running a function needs besides its own code. */
export const runtimeFiles = {
  /** Node 24: the npm package `node` carries the binary where it is installed, whatever Node this process runs on. */
  findNode: () => {
    const installed = findInstalledNode();
    if (installed) return installed;
    if (process.versions.node.startsWith(`${NODE_MAJOR}.`)) return process.execPath;
    throw new Error(`The functions run on Node ${NODE_MAJOR}, and this is Node ${process.versions.node}: use Node ${NODE_MAJOR}, or npm install --save-dev node@${NODE_MAJOR}`);
  },

  /** As source beside this file; compiled in the package, since Node strips no types from files of installed packages. */
  findBootstrap: () => ['bootstrap.ts', 'bootstrap.js'].map((name) => join(__dirname, name)).find((path) => existsSync(path))!,
};

function findInstalledNode(): string | undefined {
  try {
    return join(dirname(require.resolve('node/package.json')), 'bin', 'node');
  } catch {
    return undefined;
  }
}
