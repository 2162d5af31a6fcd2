import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findBundledPackages, type BundledPackage } from './bundled-packages';

const FILE = 'THIRD-PARTY-LICENSES.txt';

interface ThirdPartyPackage {
  readonly title: string;
  readonly license: string;
  readonly text: string;
}

function readLicense({ name, version, license, folder }: BundledPackage): ThirdPartyPackage {
  const file = readdirSync(folder).find((candidate) => /^licen[cs]e/i.test(candidate));
  if (!license && !file) throw new Error(`${name} ${version} is in a bundle and says nothing about its licence`);
  return { title: `${name} ${version}`, license: license ?? 'see below', text: file ? readFileSync(join(folder, file), 'utf8').trim() : '' };
}

function listLicenses(packages: ThirdPartyPackage[]): string {
  const texts = [...new Set(packages.map(({ text }) => text))].filter((text) => text !== '');
  const list = packages.map(({ title, license }) => `${title} (${license})`);
  const licenses = texts.map((text) => {
    const under = packages.filter((candidate) => candidate.text === text).map(({ title }) => title);
    return `${'-'.repeat(80)}\n${under.join('\n')}\n\n${text}`;
  });
  return [`The bundles in assets/ hold code of these packages:\n\n${list.join('\n')}`, ...licenses].join('\n\n').replaceAll('\r\n', '\n').concat('\n');
}

process.chdir(dirname(__dirname));
writeFileSync(FILE, listLicenses(findBundledPackages().map(readLicense)));
