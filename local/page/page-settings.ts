/** What the page's script needs to know about the running app. */
export interface PageSettings {
  /** The start-chat API. */
  readonly apiUrl: string;
  /** For signed-in customers. */
  readonly signedIn?: SignedInSettings;
  /** The participant service, for ChatJS. */
  readonly connectEndpoint: string;
  readonly region: string;
}

export interface SignedInSettings {
  readonly apiUrl: string;
  /** Returns a token for the customer that the parameter `sub` names. */
  readonly tokenUrl: string;
}
