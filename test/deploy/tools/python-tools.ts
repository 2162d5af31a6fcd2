import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../programs/processes';

/** Ignored by git. */
export const WORK_FOLDER = join(__dirname, '../../../.local-aws');
const ENVIRONMENT = join(WORK_FOLDER, 'venv');
const REQUIREMENTS = join(__dirname, 'requirements.txt');
const INSTALLED = join(ENVIRONMENT, 'installed.txt');

/** A program of the virtual environment, which `installPythonTools` makes. */
export const pythonTool = (name: 'python' | 'ministack' | 'cfn-lint') => join(ENVIRONMENT, 'bin', name);

/** Installs what requirements.txt pins, unless it is there already. */
export async function installPythonTools(): Promise<void> {
  const wanted = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex');
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === wanted) return;
  rmSync(ENVIRONMENT, { recursive: true, force: true });
  await run('python3', ['-m', 'venv', ENVIRONMENT]);
  await run(pythonTool('python'), [
    '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:', '--no-compile', '--requirement', REQUIREMENTS,
  ]);
  writeFileSync(INSTALLED, wanted);
}
