import type { AppSource, Assembly } from './app-source';

export interface SourceChange {
  readonly path: string;
  /** In milliseconds since 1970. */
  readonly changedAt: number;
}

interface Synthesis {
  readonly startedAt: number;
  endedAt: number;
  /** Whether changes during this synthesis never cause another one. */
  readonly isLast: boolean;
  readonly changedPaths: Set<string>;
}

/**
 * Synthesizes an app, and decides which changes of its files need a new synthesis.
 *
 * The app's command may write files itself, such as compiled ones, and these must not start it again. A file that changes during
 * a synthesis may come from the command or from a person. It comes from the command if it changed during the synthesis before, too.
 * Other changes during a synthesis cause another one, but only once, so that there is no endless loop.
 */
export class SourceChanges implements AppSource {
  readonly watched: string;
  private latest?: Synthesis;
  private previous?: Synthesis;
  private nextIsLast = true;

  constructor(private readonly source: AppSource, private readonly now: () => number = Date.now) {
    this.watched = source.watched;
  }

  async synthesize(): Promise<Assembly> {
    const synthesis = { startedAt: this.now(), endedAt: Infinity, isLast: this.nextIsLast, changedPaths: new Set<string>() };
    this.previous = this.latest;
    this.latest = synthesis;
    try {
      return await this.source.synthesize();
    } finally {
      synthesis.endedAt = this.now();
    }
  }

  needSynthesis(changes: readonly SourceChange[]): boolean {
    for (const synthesis of [this.previous, this.latest]) {
      changes.filter((change) => isDuring(change, synthesis)).forEach(({ path }) => synthesis!.changedPaths.add(path));
    }
    const needed = changes.filter((change) => !this.isSynthesized(change) && !this.isFromCommand(change));
    this.nextIsLast = needed.every((change) => isDuring(change, this.latest));
    return needed.length > 0;
  }

  private isSynthesized(change: SourceChange): boolean {
    return isDuring(change, this.previous);
  }

  private isFromCommand(change: SourceChange): boolean {
    const { latest, previous } = this;
    return isDuring(change, latest) && (latest!.isLast || previous!.changedPaths.has(change.path));
  }
}

function isDuring({ changedAt }: SourceChange, synthesis: Synthesis | undefined): boolean {
  return synthesis !== undefined && changedAt >= synthesis.startedAt && changedAt <= synthesis.endedAt;
}
