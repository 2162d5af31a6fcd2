import { Annotations, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

const ID = 'cdk-connect-persistent-chat:unusedSessionStore';

/**
 * Adds a warning that stays until a chat uses the store. Grants do not remove it, because only chats write sessions.
 *
 * The warning is added at once and not during synthesis, because the CDK ignores an acknowledgement for warnings that are
 * added after it.
 */
export function warnOfUnusedStore(store: IConstruct): void {
  Validations.of(store).addWarning(
    ID,
    `No PersistentChat uses the ChatSessionStore at '${store.node.path}', so it stores nothing. `
    + 'Set it as sessionStore of a PersistentChat, remove it, or acknowledge this warning.',
  );
}

/** Uses `Annotations`, because `Validations` would write into the app's output that the user acknowledged the warning. */
export function withdrawUnusedWarning(store: IConstruct): void {
  // aws-cdk-lib files what `Validations` adds under the first until 2.268, and under the second since.
  for (const prefix of ['annotation', 'Annotation']) Annotations.of(store).acknowledgeWarning(`${prefix}::${ID}`);
}
