import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeCreatedResources } from './created-resources';

const DOCUMENT = join(__dirname, '../docs/resources.md');
const MARK = '<!-- From here on written by `npm run docs:resources`. -->';

const [head] = readFileSync(DOCUMENT, 'utf8').split(MARK);
writeFileSync(DOCUMENT, `${head}${MARK}\n\n${describeCreatedResources()}\n`);
