import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BUNDLE_METADATA, packageFolder } from './bundle-metadata';

const FILE = 'THIRD-PARTY-LICENSES.txt';

interface ThirdPartyPackage {
  readonly title: string;
  readonly license: string;
  readonly text: string;
}

/** Lists the third-party code in the bundles, as esbuild reports it, with its licences. */
function thirdPartyPackages(): ThirdPartyPackage[] {
  const reports = readdirSync(BUNDLE_METADATA).filter((name) => name.endsWith('.json')).map((name) => JSON.parse(readFileSync(join(BUNDLE_METADATA, name), 'utf8')) as {
    outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
  });
  const inputs = reports.flatMap(({ outputs }) => Object.values(outputs)).flatMap((output) => Object.entries(output.inputs));
  const folders = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => packageFolder(path));
  return [...new Set(folders)].filter((folder): folder is string => folder !== undefined).map(readPackage)
    .sort((a, b) => (a.title < b.title ? -1 : 1));
}

function readPackage(folder: string): ThirdPartyPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string; version: string; license?: string };
  const file = readdirSync(folder).find((candidate) => /^licen[cs]e/i.test(candidate));
  if (!license && !file) throw new Error(`${name} ${version} is in a bundle and says nothing about its licence`);
  return { title: `${name} ${version}`, license: license ?? 'see below', text: file ? readFileSync(join(folder, file), 'utf8').trim() : '' };
}

function document(packages: ThirdPartyPackage[]): string {
  const texts = [...new Set(packages.map(({ text }) => text))].filter((text) => text !== '');
  const list = packages.map(({ title, license }) => `${title} (${license})`);
  const licenses = texts.map((text) => {
    const under = packages.filter((candidate) => candidate.text === text).map(({ title }) => title);
    return `${'-'.repeat(80)}\n${under.join('\n')}\n\n${text}`;
  });
  return [`The bundles in assets/ hold code of these packages:\n\n${list.join('\n')}`, ...licenses].join('\n\n').replaceAll('\r\n', '\n').concat('\n');
}

const root = dirname(__dirname);
process.chdir(root);
if (!existsSync(BUNDLE_METADATA)) throw new Error('Run `npx projen bundle` first.');
writeFileSync(FILE, document(thirdPartyPackages()));
