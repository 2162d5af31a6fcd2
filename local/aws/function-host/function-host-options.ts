export interface FunctionHostOptions {
  /** The folder of the function's code asset. */
  readonly codeDir: string;
  /** For example `index.handler`. */
  readonly handler: string;
  readonly environment: Record<string, string>;
  readonly timeoutSeconds: number;
  readonly memoryMiB: number;
  readonly region: string;
  /** @default local-function */
  readonly functionName?: string;
  /** @default Text */
  readonly logFormat?: 'Text' | 'JSON';
  /** Called with each line that the function writes, before the invocation is answered. */
  readonly onLog?: (line: string) => void;
}
