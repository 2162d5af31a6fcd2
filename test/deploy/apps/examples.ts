/** Who may start a chat, as `ChatAccess` has it. */
export const ACCESS_KINDS = ['IAM', 'USER_POOL', 'USER_POOL_CLIENTS', 'JWT', 'AUTHORIZER', 'ANONYMOUS'] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

export const EXAMPLES = ['minimal', 'website', 'cognito', 'jwt', 'custom-authorizer', 'regulated', 'sessions'] as const;
export type ExampleName = (typeof EXAMPLES)[number];

/** The page of examples/local-page is on the customer's own machine: it is for `npm run local` alone. */
export const LOCAL_EXAMPLE = 'local-page';

interface ExampleAccess {
  readonly written: AccessKind;
  readonly hasStore?: boolean;
}

export const WRITTEN_ACCESS: Record<ExampleName, ExampleAccess> = {
  'minimal': { written: 'IAM' },
  'website': { written: 'ANONYMOUS' },
  'cognito': { written: 'USER_POOL' },
  'jwt': { written: 'JWT' },
  'custom-authorizer': { written: 'AUTHORIZER' },
  'regulated': { written: 'JWT' },
  'sessions': { written: 'JWT', hasStore: true },
};

/** The kind of access that each example changes to. Each kind is changed to another one, and another one to it. An anonymous chat can have no store. */
export const CHANGED_ACCESS: Record<ExampleName, { readonly access: AccessKind; readonly withStore: AccessKind }> = {
  'minimal': { access: 'USER_POOL', withStore: 'IAM' },
  'website': { access: 'JWT', withStore: 'JWT' },
  'cognito': { access: 'IAM', withStore: 'IAM' },
  'jwt': { access: 'ANONYMOUS', withStore: 'USER_POOL_CLIENTS' },
  'custom-authorizer': { access: 'JWT', withStore: 'USER_POOL' },
  'regulated': { access: 'USER_POOL_CLIENTS', withStore: 'USER_POOL_CLIENTS' },
  'sessions': { access: 'USER_POOL', withStore: 'USER_POOL' },
};
