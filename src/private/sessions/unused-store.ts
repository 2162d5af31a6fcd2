import { Annotations, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

const ID = 'cdk-connect-persistent-chat:unusedSessionStore';

/**
 * Holds until a chat is given the store. Grants do not change it, since chats alone write customers' sessions. It is not left
 * to synth: the CDK does not apply what a user has acknowledged on a construct to warnings that the construct gets later.
 */
export function warnOfUnusedStore(store: IConstruct): void {
  Validations.of(store).addWarning(
    ID,
    `ChatSessionStore at '${store.node.path}' remembers no customer, since no PersistentChat uses it. `
    + 'Give it to a PersistentChat as its sessionStore, leave it out, or acknowledge this warning.',
  );
}

/** By `Annotations`, since `Validations` would record in the app's output that a user has acknowledged something. */
export function withdrawUnusedWarning(store: IConstruct): void {
  Annotations.of(store).acknowledgeWarning(`annotation::${ID}`);
}
