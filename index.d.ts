// Made by `npm run compile`, from projenrc/entry-point.ts.
declare const notCompiled: { 'cdk-connect-persistent-chat is not compiled here: in a checkout of its repository, run `npm ci && npx projen pre-compile && npx projen compile && npm pack`, and install the .tgz file that this writes.': never };
export declare const AcceptedToken: typeof notCompiled;
export declare const ChatAccess: typeof notCompiled;
export declare const ChatSessionStore: typeof notCompiled;
export declare const ChatSessionStoreGrants: typeof notCompiled;
export declare const ChatSessionTable: typeof notCompiled;
export declare const PersistentChat: typeof notCompiled;
export declare const RehydrationFailure: typeof notCompiled;
export declare const RehydrationType: typeof notCompiled;
export declare const ResponseMode: typeof notCompiled;
export declare const UnknownAttributes: typeof notCompiled;
export declare const VisitorChatLimit: typeof notCompiled;
export declare const VisitorLimit: typeof notCompiled;
