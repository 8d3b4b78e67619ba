/** What the commands see of the world around them. */
export type Terminal = {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a person is there to be asked. */
  readonly isInteractive: boolean;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly ask: (question: string) => Promise<string>;
  /** Asks for something that must not be seen on the screen. */
  readonly askSecret: (question: string) => Promise<string>;
};
