import { App, CfnElement, Stack } from 'aws-cdk-lib';
import { Template as SynthesizedTemplate } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { readRestApis } from '../../../../local/aws/rest-api/read-rest-apis';
import { RestApiServer } from '../../../../local/aws/rest-api/rest-api-server';
import { Template } from '../../../../local/aws/template/template';

export const credentials = { accessKeyId: 'AKIATEST', secretAccessKey: 'test-secret' };

export type Answer = { readonly payload: unknown } | { readonly functionError: object };

/** A stack with one REST API and one function, whose answer the test gives. */
export class RestApiFixture {
  readonly stack = new Stack(new App(), 'Test', { env: { region: 'eu-west-1', account: '111122223333' } });
  readonly fn = new lambda.Function(this.stack, 'Function', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => ({})'),
  });
  readonly integration = new apigateway.LambdaIntegration(this.fn);
  readonly api: apigateway.RestApi;
  readonly events: unknown[] = [];
  readonly accessLog: string[] = [];
  private server?: RestApiServer;

  constructor(props: apigateway.RestApiProps = {}) {
    this.api = new apigateway.RestApi(this.stack, 'Api', { cloudWatchRole: false, ...props });
  }

  template(): Template {
    return new Template(SynthesizedTemplate.fromStack(this.stack).toJSON(), { stackName: 'Test', region: 'eu-west-1', account: '111122223333' });
  }

  async start(answer: (event: unknown) => Promise<Answer> = async () => ({ payload: { statusCode: 200 } })): Promise<string> {
    const functionName = this.stack.getLogicalId(this.fn.node.defaultChild as CfnElement);
    this.server = await RestApiServer.start({
      definition: readRestApis(this.template())[0],
      credentials,
      functions: new Map([[`arn:aws:lambda:eu-west-1:111122223333:function:${functionName}`, async (event) => {
        this.events.push(event);
        return answer(event);
      }]]),
      onAccessLog: (line) => this.accessLog.push(line),
    });
    return this.server.url;
  }

  async close() {
    await this.server?.close();
  }
}
