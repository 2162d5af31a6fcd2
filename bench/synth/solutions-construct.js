// JavaScript, since its package is there for the benchmarks only, and not when everything is type-checked.
import { ApiGatewayToLambda } from '@aws-solutions-constructs/aws-apigateway-lambda';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CODE_FOLDER } from './backend-texts';
import { measureSynth } from './measured-synth';

/** The published construct that comes nearest: an API in front of a function. */
measureSynth((stack) => {
  new ApiGatewayToLambda(stack, 'Api', {
    lambdaFunctionProps: { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromAsset(CODE_FOLDER) },
  });
});
