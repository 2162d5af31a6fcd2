/** A token is not accepted. The reason is logged, so it quotes nothing that a caller can write. */
export class RefusedTokenError extends Error {
  /** @param details goes into the log line, too */
  constructor(readonly reason: string, readonly details: Readonly<Record<string, string | undefined>> = {}) {
    super(reason);
  }
}
