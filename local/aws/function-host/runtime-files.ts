import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NODE_MAJOR = 24;

/** Finds the files that a function needs besides its code. */
export const runtimeFiles = {
  /** Finds Node 24: the binary in the npm package `node`, else the Node that runs this process. */
  findNode: () => {
    const installed = findInstalledNode();
    if (installed) return installed;
    if (process.versions.node.startsWith(`${NODE_MAJOR}.`)) return process.execPath;
    throw new Error(`The functions need Node ${NODE_MAJOR}; this is Node ${process.versions.node}. Use Node ${NODE_MAJOR}, or run npm install --save-dev node@${NODE_MAJOR}`);
  },

  /** Finds the bootstrap beside this file. The package has it compiled, because Node does not strip types in node_modules. */
  findBootstrap: () => ['bootstrap.ts', 'bootstrap.js'].map((name) => join(__dirname, name)).find((path) => existsSync(path))!,
};

function findInstalledNode(): string | undefined {
  try {
    return join(dirname(require.resolve('node/package.json')), 'bin', 'node');
  } catch {
    return undefined;
  }
}
