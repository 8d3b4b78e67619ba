/** One place where a person changes their own file: `remove` lines from line `at` (counted from 0) give way to `insert`. */
export type Edit = { readonly at: number; readonly remove: number; readonly insert: readonly string[] };

/** A file of the agent's own. `keep` means that one that is there already stays: it holds what was set at run time. */
export type OwnFile = { readonly name: string; readonly content: string; readonly keep?: boolean };

/**
 * What it takes to steer a service that somebody else configured. `edits` are for a person to make and are never made by us;
 * `files` go into the out folder by their plain names; `target` is the host's target file as JSON.
 * `steers` names attributes, `cannot` and `next` are sentences.
 */
export type AdoptionPlan = {
  readonly edits: readonly Edit[];
  readonly files: readonly OwnFile[];
  readonly target: { readonly name: string; readonly json: object };
  readonly steers: readonly string[];
  readonly cannot: readonly string[];
  readonly next: readonly string[];
};

/** `file` is where the text came from, `outFolder` where the files will lie; both absolute. `backend` picks one service where there are several. */
export type AdoptionOptions = {
  readonly file: string;
  readonly outFolder: string;
  readonly backend?: string | undefined;
};

/**
 * Reads the configuration of one kind of service. `plan` changes nothing anywhere.
 * It throws an `AgentError` with `not-adoptable` when the text cannot be read or nothing in it can be steered.
 */
export type Adopter = {
  readonly kind: string;
  recognises(text: string): boolean;
  plan(text: string, options: AdoptionOptions): AdoptionPlan;
};
