import { TestEnvironment as NodeEnvironment } from 'jest-environment-node';

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

/** What each test file runs in. It lets no two tests of a file have one name: a report could not tell them apart. */
export default class TestEnvironment extends NodeEnvironment {
  /** jest calls it with whatever happens in the file. */
  handleTestEvent({ name }: { name: string }, { rootDescribeBlock }: { rootDescribeBlock: TestOrBlock }) {
    if (name !== 'run_start') return;
    const names = fullNames(rootDescribeBlock);
    const repeated = new Set(names.filter((one, index) => names.indexOf(one) !== index));
    if (repeated.size > 0) throw new Error(`More than one test of this file has this name:\n${[...repeated].join('\n')}`);
  }
}
