import { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { measureSynth } from './measured-synth';

declare const USUAL_HANDLER: string;

/** The first version that a team would write. It bundles at each synth. */
measureSynth((stack: Stack) => {
  const startChat = new NodejsFunction(stack, 'Function', {
    entry: USUAL_HANDLER, projectRoot: process.cwd(), depsLockFilePath: `${process.cwd()}/package-lock.json`, runtime: lambda.Runtime.NODEJS_24_X,
  });
  new apigateway.LambdaRestApi(stack, 'Api', { handler: startChat, proxy: false }).root.addMethod('POST');
});
