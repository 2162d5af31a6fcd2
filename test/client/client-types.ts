// The client is an ES module, and the tests are not.
export type * as Contract from '../../client/src/contract.js' with { 'resolution-mode': 'import' };
export type * as FetchEntry from '../../client/src/fetch.js' with { 'resolution-mode': 'import' };
export type * as MainEntry from '../../client/src/index.js' with { 'resolution-mode': 'import' };
export type * as TranscriptEntry from '../../client/src/transcript.js' with { 'resolution-mode': 'import' };
export type { ChatStorage, PersistentChat, PersistentChatOptions, StartResult } from '../../client/src/index.js' with { 'resolution-mode': 'import' };
