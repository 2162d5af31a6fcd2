import { join } from 'node:path';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { ENVIRONMENT, proxyEvent } from './fixtures';
import { FunctionHost } from '../../../local/aws/function-host/function-host';
import { NO_TIME_PASSES } from '../clock/moved-clock';

interface ErrorBody {
  readonly data: { readonly Error: { readonly code: string; readonly message: string } };
  readonly message: string;
  readonly requestId: string;
}

interface ChatBody {
  readonly data: {
    readonly startChatResult: Record<string, string>;
    readonly featurePermissions: Record<string, boolean>;
    readonly persistentChat: { readonly outcome: string; readonly reason?: string; readonly reasonCode?: string; readonly resumeHandle?: string };
  };
}

/** The shipped bundle in a Node 24 process of its own, with what it writes to its standard streams. It has no clock but that of a test. */
export class StartChatProcess {
  readonly lines: string[] = [];
  private readonly host: FunctionHost;

  constructor(connectEndpoint: string, environment: Record<string, string> = {}) {
    this.host = new FunctionHost({
      codeDir: join(__dirname, '../../../assets/lambda/start-chat.lambda'),
      handler: 'index.handler',
      environment: { ...ENVIRONMENT, ...NO_TIME_PASSES, AWS_ENDPOINT_URL_CONNECT: connectEndpoint, ...environment },
      timeoutSeconds: 20,
      memoryMiB: 256,
      region: 'us-east-1',
      onLog: (line) => this.lines.push(line),
    });
  }

  async handle(...event: Parameters<typeof proxyEvent>): Promise<APIGatewayProxyResult> {
    const result = await this.host.invoke(proxyEvent(...event));
    if (result.functionError) throw new Error(JSON.stringify(result.functionError));
    return result.payload as APIGatewayProxyResult;
  }

  async refuse(...event: Parameters<typeof proxyEvent>): Promise<{ answer: APIGatewayProxyResult; body: ErrorBody }> {
    const answer = await this.handle(...event);
    return { answer, body: JSON.parse(answer.body) as ErrorBody };
  }

  async start(...event: Parameters<typeof proxyEvent>): Promise<ChatBody['data']> {
    const answer = await this.handle(...event);
    if (answer.statusCode !== 200) throw new Error(`Expected a chat and got ${answer.statusCode}: ${answer.body}`);
    return (JSON.parse(answer.body) as ChatBody).data;
  }

  /** The one line that the last request wrote. */
  get line(): Record<string, unknown> {
    return JSON.parse(this.lines.at(-1) ?? 'null') as Record<string, unknown>;
  }

  async close() {
    await this.host.close();
  }
}
