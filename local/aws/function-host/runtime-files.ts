import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NODE_MAJOR = 24;
/** In the package, the bootstrap is beside this code. */
const PACKAGED = __dirname;
const BUNDLED = join(__dirname, '../../../assets/local');

/** Finds the files that a function needs besides its code. */
export const runtimeFiles = {
  /** Finds Node 24: the binary in the npm package `node`, else the Node that runs this process. */
  findNode: () => {
    const installed = findInstalledNode();
    if (installed) return installed;
    if (process.versions.node.startsWith(`${NODE_MAJOR}.`)) return process.execPath;
    throw new Error(`The functions need Node ${NODE_MAJOR}; this is Node ${process.versions.node}. Use Node ${NODE_MAJOR}, or run npm install --save-dev node@${NODE_MAJOR}`);
  },

  /** Finds the compiled bootstrap. Node does not strip types in node_modules, and starts more slowly when it has to strip some. */
  findBootstrap: () => {
    const found = [PACKAGED, BUNDLED].map((folder) => join(folder, 'bootstrap.js')).find((path) => existsSync(path));
    if (!found) throw new Error(`${BUNDLED} has no bootstrap.js. Run npm run bundle.`);
    return found;
  },
};

function findInstalledNode(): string | undefined {
  try {
    return join(dirname(require.resolve('node/package.json')), 'bin', 'node');
  } catch {
    return undefined;
  }
}
