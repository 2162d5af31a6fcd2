/** Runs the function with this ARN. */
export type InvokeFunction = (event: unknown) => Promise<FunctionResult>;
export type FunctionResult = { readonly payload: unknown; readonly functionError?: undefined } | { readonly functionError: object };
