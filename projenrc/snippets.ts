import { writeFileSync } from 'node:fs';
import { DOCUMENTS, insertSnippets, readDocument } from './snippet-documents';

for (const document of DOCUMENTS) writeFileSync(document, insertSnippets(readDocument(document)));
