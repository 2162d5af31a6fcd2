import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStyleFiles, readHtmlFile, type PageFiles, toScriptFile } from '../page/page-file';

/** Reads the files of the agents' page. They are in the same folder as the command's bundle. */
export function readDeskPageFiles(): PageFiles {
  return {
    ...readStyleFiles(__dirname),
    '/': readHtmlFile(__dirname, 'desk.html'),
    '/desk.js': toScriptFile(readFileSync(join(__dirname, 'desk.js'))),
  };
}
