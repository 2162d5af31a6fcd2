import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStyleFiles, readHtmlFile, type PageFiles, toScriptFile } from '../page/page-file';

/** The agents' page. Its files lie beside the command's bundle. */
export function readDeskPageFiles(): PageFiles {
  return {
    ...readStyleFiles(__dirname),
    '/': readHtmlFile(__dirname, 'desk.html'),
    '/desk.js': toScriptFile(readFileSync(join(__dirname, 'desk.js'))),
  };
}
