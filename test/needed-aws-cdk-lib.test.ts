import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { peerDependencies } = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')) as { peerDependencies: Record<string, string> };
const OLDEST = peerDependencies['aws-cdk-lib'].replace('^', '');

function importWith(awsCdkLib: string) {
  jest.isolateModules(() => {
    jest.doMock('aws-cdk-lib/package.json', () => ({ version: awsCdkLib }));
    jest.requireActual('../src');
  });
}

test.each(['2.180.0', '2.239.0', '2.256.9', '1.300.0'])('with aws-cdk-lib %s the import fails, and says which it needs', (version) => {
  expect(() => importWith(version)).toThrow(
    `cdk-connect-persistent-chat: aws-cdk-lib must be ${OLDEST} or newer; got ${version}. Upgrade aws-cdk-lib in your app.`,
  );
});

test.each([OLDEST, '2.257.1', '2.1000.0', '3.0.0', '2.300.0-alpha.0'])('with aws-cdk-lib %s the library can be imported', (version) => {
  expect(() => importWith(version)).not.toThrow();
});
