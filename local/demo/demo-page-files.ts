import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { readStyleFiles, readHtmlFile, type PageFiles, toScriptFile } from '../page/page-file';

const PAGE = join(__dirname, '..', 'page');
const STATIC = join(PAGE, 'static');

/** Builds the files of the demo's page: bundles its script, and adds the unmodified ChatJS from npm. */
export async function buildDemoPageFiles(): Promise<PageFiles> {
  return {
    ...readStyleFiles(STATIC),
    '/': readHtmlFile(STATIC, 'page.html'),
    '/page.js': toScriptFile(await bundle(join(PAGE, 'browser', 'page.ts'))),
    '/amazon-connect-chat.js': toScriptFile(readFileSync(require.resolve('amazon-connect-chatjs'))),
  };
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: 'iife', target: 'es2022', logLevel: 'error' });
  return outputFiles[0].text;
}
