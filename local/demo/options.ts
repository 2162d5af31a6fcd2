import { parseArgs } from 'node:util';
import { type Assumptions, DEFAULT_ASSUMPTIONS } from '../connect/contact-centre/assumptions';
import { isConnectErrorName } from '../connect/protocol/connect-error';

export interface DemoOptions {
  readonly serve: boolean;
  readonly assumptions: Partial<Assumptions>;
}

/** @throws Error with what to write instead */
export function parseOptions(args: string[]): DemoOptions {
  const { values } = parseArgs({ args, options: { serve: { type: 'boolean' }, assume: { type: 'string', multiple: true } } });
  return { serve: values.serve ?? false, assumptions: Object.assign({}, ...(values.assume ?? []).map(parseAssumption)) as Partial<Assumptions> };
}

function parseAssumption(text: string): Partial<Assumptions> {
  const [name, error = ''] = text.split('=');
  const errors = Object.entries(DEFAULT_ASSUMPTIONS).filter(([, value]) => isConnectErrorName(`${value}`)).map(([key]) => key);
  if (!errors.includes(name) || !isConnectErrorName(error)) {
    throw new Error(`--assume ${text}: write NAME=ERROR, with one of ${errors.join(', ')} and the name of an error of Connect`);
  }
  return { [name]: error };
}
