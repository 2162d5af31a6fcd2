/** What the page's script has to know about the running app. */
export interface PageSettings {
  /** The start-chat API. */
  readonly apiUrl: string;
  /** For customers who sign in. */
  readonly signedIn?: SignedInSettings;
  /** The participant service, for ChatJS. */
  readonly connectEndpoint: string;
  readonly region: string;
}

export interface SignedInSettings {
  readonly apiUrl: string;
  /** Gives a token to whoever `sub` names. */
  readonly tokenUrl: string;
}
