export type { ChatItem, ChatSession } from './chat-session.js';
export { isChatEnded } from './chat-session.js';
export type { ChatStorage } from './chat-storage.js';
export type { ErrorCode, MessagingContentType, Outcome, ReasonCode, RehydrationType, StartChatRequest, StartedChatData } from './contract.js';
export { createPersistentChat } from './persistent-chat.js';
export type { CallOptions, ChatRequest, PersistentChat, PersistentChatOptions } from './persistent-chat.js';
export type { ApiRequest, Headers } from './request.js';
export type { NoAnswer, NoRunningChat, RefusedChat, ResumedChat, ResumeResult, StartedChat, StartResult } from './results.js';
