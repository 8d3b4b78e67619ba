import { parseArgs } from "node:util";
import { CommandError, usageError } from "./command-error.ts";

/** An option as node:util's parseArgs has it. */
type OptionShape = { readonly type: "string" | "boolean"; readonly short?: string };

/** What was written behind a command: its options by name, and the words among them. */
export type Given<Options extends Readonly<Record<string, OptionShape>>> = {
  readonly [Name in keyof Options]?: Options[Name]["type"] extends "boolean" ? boolean : string;
} & { readonly help?: boolean; readonly words: readonly string[] };

/** What one command takes beside --help: which of the options, and the words it needs, named for the person who forgot them. */
export type Takes<Name> = {
  readonly options: readonly Name[];
  readonly words: readonly string[];
  /** Whether more words may follow. */
  readonly more?: boolean;
};

/** Parses what follows a command; what the command does not take is a usage error that names its help. */
export function parseOptions<Options extends Readonly<Record<string, OptionShape>>>(
  { see, options, takes }: { see: string; options: Options; takes: Takes<keyof Options & string> },
  args: readonly string[],
): Given<Options> {
  const taken = Object.fromEntries(takes.options.map((name) => [name, options[name]]));
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...taken, help: { type: "boolean", short: "h" } } as Record<string, OptionShape>,
      allowPositionals: true,
      strict: true,
    });
    if (values["help"] !== true) checkWords(takes, positionals, see);
    return { ...values, words: positionals } as unknown as Given<Options>;
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const [sentence = "Wrong arguments"] = error instanceof Error ? error.message.split(". ") : [];
    throw usageError(`${sentence}: ${see}.`);
  }
}

function checkWords({ words, more }: Takes<string>, given: readonly string[], see: string): void {
  const missing = words[given.length];
  if (missing !== undefined) throw usageError(`Name ${missing}: ${see}.`);
  if (given.length > words.length && more !== true) throw usageError(`Too many words: ${see}.`);
}
