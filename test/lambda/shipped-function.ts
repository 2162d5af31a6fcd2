import { join } from 'node:path';
import { FunctionHost } from '../../local/aws/function-host/function-host';

/** Runs a function's shipped bundle, such as `forget-customer`. */
export function hostShippedFunction(
  name: string, environment: Record<string, string>, onLog: (line: string) => void = () => undefined,
): FunctionHost {
  return new FunctionHost({
    codeDir: join(__dirname, `../../assets/lambda/${name}.lambda`),
    handler: 'index.handler',
    environment,
    timeoutSeconds: 10,
    memoryMiB: 256,
    region: 'us-east-1',
    onLog,
  });
}
