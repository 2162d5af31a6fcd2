import { sep } from 'node:path';
import { watch } from 'chokidar';
import type { SourceChange } from './source-changes';
import type { Closable } from '../app/started-parts';

/** Editors and compilers write several files shortly after each other, which should cause one call. */
const SETTLED_MS = 300;
const IGNORED_FOLDER = /^(node_modules|cdk\.out|\..+)$/;

/**
 * Calls back when files of the folder have changed, except in node_modules, hidden folders and `cdk.out`.
 */
export async function watchSources(folder: string, onChange: (changes: SourceChange[]) => void): Promise<Closable> {
  let timer: NodeJS.Timeout | undefined;
  let changes: SourceChange[] = [];
  const watcher = watch(folder, {
    ignoreInitial: true,
    alwaysStat: true,
    ignored: (path) => path.slice(folder.length).split(sep).some((part) => IGNORED_FOLDER.test(part)),
  });
  const report = () => {
    onChange(changes);
    changes = [];
  };
  watcher.on('all', (_event, path, stats) => {
    changes.push({ path, changedAt: stats?.mtimeMs ?? Date.now() });
    clearTimeout(timer);
    timer = setTimeout(report, SETTLED_MS);
  });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return {
    close: async () => {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}
