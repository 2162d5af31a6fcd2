/** Invokes a function with an event. */
export type InvokeFunction = (event: unknown) => Promise<FunctionResult>;
export type FunctionResult = { readonly payload: unknown; readonly functionError?: undefined } | { readonly functionError: object };
