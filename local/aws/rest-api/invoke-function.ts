/** Runs the function with this ARN. */
export type InvokeFunction = (event: unknown) => Promise<FunctionAnswer>;
export type FunctionAnswer = { readonly payload: unknown; readonly functionError?: undefined } | { readonly functionError: object };
