import { TestEnvironment as NodeEnvironment } from 'jest-environment-node';
import { builtCodeOf } from './built-code';
import { isBuiltFromSources } from '../projenrc/build-record';

interface TestOrBlock {
  readonly name: string;
  readonly children?: readonly TestOrBlock[];
}

function fullNames({ children = [] }: TestOrBlock, prefix: readonly string[] = []): string[] {
  return children.flatMap((child) => {
    const path = [...prefix, child.name];
    return child.children ? fullNames(child, path) : [path.join(' ')];
  });
}

/** Fails a test file at once. It has no stack, because the stack would point to this file. */
function refuse(message: string): never {
  throw Object.assign(new Error(message), { stack: message });
}

/**
 * The environment of each test file. It refuses a file that would run code which was not built from the present sources, and
 * a file with two tests of the same name, which a report could not tell apart.
 */
export default class TestEnvironment extends NodeEnvironment {
  private readonly testPath: string;

  constructor(...[config, context]: ConstructorParameters<typeof NodeEnvironment>) {
    super(config, context);
    this.testPath = context.testPath;
  }

  async setup() {
    await super.setup();
    const stale = builtCodeOf(this.testPath).find(({ built }) => !isBuiltFromSources(built));
    if (stale) refuse(`${stale.built} was not built from the sources as they are: run ${stale.command}`);
  }

  /** jest calls it for each event in the file. */
  handleTestEvent({ name }: { name: string }, { rootDescribeBlock }: { rootDescribeBlock: TestOrBlock }) {
    if (name !== 'run_start') return;
    const names = fullNames(rootDescribeBlock);
    const repeated = new Set(names.filter((one, index) => names.indexOf(one) !== index));
    if (repeated.size > 0) refuse(`More than one test of this file is called: ${[...repeated].join('; ')}`);
  }
}
