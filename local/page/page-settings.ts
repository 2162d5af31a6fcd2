/** What the page's script has to know about the running app. */
export interface PageSettings {
  /** The start-chat API. */
  readonly apiUrl: string;
  /** The participant service, for ChatJS. */
  readonly connectEndpoint: string;
  readonly region: string;
}
