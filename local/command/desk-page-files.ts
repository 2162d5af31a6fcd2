import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawingFiles, htmlFile, type PageFiles, scriptFile } from '../page/page-file';

/** The agents' page. Its files lie beside the command's bundle. */
export function deskPageFiles(): PageFiles {
  return {
    ...drawingFiles(__dirname),
    '/': htmlFile(__dirname, 'desk.html'),
    '/desk.js': scriptFile(readFileSync(join(__dirname, 'desk.js'))),
  };
}
