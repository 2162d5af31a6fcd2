import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
/** The documents with code of files that tests run. */
export const DOCUMENTS = ['README.md', 'client/README.md'];
/** A comment that names the file, and the code after it. */
const SNIPPET = /(<!-- from (\S+) -->\n```\w+\n)[^]*?(```\n)/g;

export function readDocument(document: string): string {
  return readFileSync(join(ROOT, document), 'utf8');
}

/** Writes each named file into the document's text. */
export function insertSnippets(text: string): string {
  return text.replace(SNIPPET, (_, before: string, file: string, after: string) => `${before}${readFileSync(join(ROOT, file), 'utf8')}${after}`);
}
