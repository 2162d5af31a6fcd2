// Made by `npm run compile`, from projenrc/entry-point.ts.
'use strict';
if (!require('node:fs').existsSync(`${__dirname}/lib`)) {
  throw new Error('cdk-connect-persistent-chat is not compiled here: in a checkout of its repository, run `npm ci && npx projen pre-compile && npx projen compile && npm pack`, and install the .tgz file that this writes.');
}
exports.AcceptedToken = void 0;
exports.ChatAccess = void 0;
exports.ChatSessionStore = void 0;
exports.ChatSessionStoreGrants = void 0;
exports.ChatSessionTable = void 0;
exports.PersistentChat = void 0;
exports.RehydrationFailure = void 0;
exports.RehydrationType = void 0;
exports.ResponseMode = void 0;
exports.UnknownAttributes = void 0;
exports.VisitorChatLimit = void 0;
exports.VisitorLimit = void 0;
module.exports = require('./lib/index.js');
