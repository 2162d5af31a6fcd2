import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file that the page's server sends as it is. */
export interface PageFile {
  readonly type: string;
  readonly body: string | Buffer;
}

export type PageFiles = Readonly<Record<string, PageFile>>;

/** Reads an HTML page, and inserts the agents' pane at its placeholder. */
export function readHtmlFile(folder: string, name: string): PageFile {
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  return { type: 'text/html; charset=utf-8', body: read(name).replace('<!-- desk-pane.html -->', read('desk-pane.html')) };
}

export function toScriptFile(body: string | Buffer): PageFile {
  return { type: 'text/javascript; charset=utf-8', body };
}

/** Reads the style sheet and the icon, which the demo's page and the agents' page share. */
export function readStyleFiles(folder: string): PageFiles {
  return {
    '/page.css': { type: 'text/css; charset=utf-8', body: readFileSync(join(folder, 'page.css')) },
    '/icon.svg': { type: 'image/svg+xml', body: readFileSync(join(folder, 'icon.svg')) },
  };
}
