import { parseArgs } from 'node:util';
import { type Assumptions, DEFAULT_ASSUMPTIONS } from '../connect/contact-centre/assumptions';
import { isConnectErrorName } from '../connect/protocol/connect-error';

export interface DemoOptions {
  readonly serve: boolean;
  readonly assumptions: Partial<Assumptions>;
}

/** @throws Error that says what to write */
export function parseOptions(args: string[]): DemoOptions {
  const { values } = parseArgs({ args, options: { serve: { type: 'boolean' }, assume: { type: 'string', multiple: true } } });
  return { serve: values.serve ?? false, assumptions: Object.assign({}, ...(values.assume ?? []).map(parseAssumption)) as Partial<Assumptions> };
}

function parseAssumption(text: string): Partial<Assumptions> {
  const [name, error = ''] = text.split('=');
  const errors = Object.entries(DEFAULT_ASSUMPTIONS).filter(([, value]) => isConnectErrorName(`${value}`)).map(([key]) => key);
  if (!errors.includes(name) || !isConnectErrorName(error)) {
    throw new Error(`--assume must be NAME=ERROR, where NAME is one of ${errors.join(', ')} and ERROR is the name of a Connect error; got ${text}`);
  }
  return { [name]: error };
}
