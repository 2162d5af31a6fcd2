import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BuildOptions, buildSync } from 'esbuild';

const ROOT = join(__dirname, '..');
const LIBRARY = 'cdk-connect-persistent-chat';

/** How `NodejsFunction` bundles when it is given no options, for a runtime that carries the SDK. */
export const NODEJS_FUNCTION_DEFAULTS: BuildOptions = { external: ['@aws-sdk/*', '@smithy/*'] };

/** A temporary folder in which the packed library is installed, beside this project's dependencies, and baselines are built. */
export class BenchFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'bench-'));
  readonly tarball: string;

  constructor() {
    const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', '--json', '--pack-destination', this.path], { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] }).toString()) as { filename: string }[];
    this.tarball = join(this.path, filename);
    this.installed(LIBRARY, (target) => {
      mkdirSync(target, { recursive: true });
      execFileSync('tar', ['-xzf', this.tarball, '-C', target, '--strip-components', '1']);
    });
    for (const name of ['aws-cdk-lib', 'constructs', '@aws-sdk', '@smithy', 'esbuild', '.bin']) {
      this.installed(name, (target) => symlinkSync(join(ROOT, 'node_modules', name), target));
    }
    for (const name of ['@aws-cdk', '@aws-solutions-constructs']) {
      // Copied, so that it finds the same aws-cdk-lib as the others.
      this.installed(name, (target) => cpSync(join(__dirname, 'solutions-constructs/node_modules', name), target, { recursive: true }));
    }
  }

  /** Where the packed library ends up. */
  get library(): string {
    return join(this.path, 'node_modules', LIBRARY);
  }

  /** Bundles a file of the bench into a separate folder, as `index.js`. */
  bundle(source: string, name: string, options: BuildOptions): string {
    const folder = join(this.path, name);
    buildSync({
      entryPoints: [join(__dirname, source)], outfile: join(folder, 'index.js'), bundle: true, platform: 'node', target: 'node24', logLevel: 'error', ...options,
    });
    return folder;
  }

  copy(source: string, name: string): string {
    const file = join(this.path, name);
    cpSync(join(__dirname, source), file);
    return file;
  }

  write(name: string, text: string): string {
    const file = join(this.path, name);
    writeFileSync(file, text);
    return file;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  private installed(name: string, install: (target: string) => void): void {
    const target = join(this.path, 'node_modules', name);
    mkdirSync(dirname(target), { recursive: true });
    install(target);
  }
}
