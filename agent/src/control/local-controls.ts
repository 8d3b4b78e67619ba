import { readFileSync, statSync } from "node:fs";
import type { Pause } from "@fleet-persona/protocol";
import { messageOf } from "../agent-error.ts";
import { isMissing } from "../state/atomic-file.ts";
import type { StateFolder } from "../state/state-folder.ts";
import { pausesSchema } from "./pause-file.ts";

/** What somebody on this host said with `fleet-agent kill` and `fleet-agent pause`, or by touching a file. */
export type LocalControls = Readonly<{
  killSwitch: { by: string; reason: string } | null;
  pauses: readonly Pause[];
}>;

/**
 * Reads the kill switch (a file that is there or not, its text the reason) and the host's pauses. Asked every round, so
 * files are read again only when they changed. A file that cannot be read stops everything: it was meant to stop something.
 */
export function localControls(
  folder: Pick<StateFolder, "killSwitch" | "pauses">,
  elsewhere: string | undefined,
): (now: number) => LocalControls {
  const reasonOf = (text: string): string => text.trim().slice(0, 300) || "the file is there";
  const own = followed(folder.killSwitch, reasonOf);
  const other = elsewhere === undefined ? () => undefined : followed(elsewhere, reasonOf);
  const pauses = followed(folder.pauses, (text) => pausesSchema.parse(JSON.parse(text)));
  return (now) => {
    const kill = own() ?? other();
    const said = pauses();
    const killSwitch =
      kill === undefined ? null : { by: "this host", reason: "broken" in kill ? kill.broken : kill.value };
    if (said === undefined) return { killSwitch, pauses: [] };
    if ("broken" in said) return { killSwitch, pauses: [{ scope: { kind: "all" }, until: null }] };
    return { killSwitch, pauses: said.value.filter(({ until }) => until === null || now < until) };
  };
}

type Known<Value> = { value: Value } | { broken: string };

/** What a file says; undefined when there is none. */
function followed<Value>(path: string, parse: (text: string) => Value): () => Known<Value> | undefined {
  let known: { mark: string; said: Known<Value> } | undefined;
  return () => {
    const mark = markOf(path);
    if (mark === undefined) {
      known = undefined;
      return undefined;
    }
    if (known?.mark !== mark) known = { mark, said: read(path, parse) };
    return known.said;
  };
}

function markOf(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? undefined : `${stat.mtimeMs} ${stat.size} ${stat.ino}`;
}

function read<Value>(path: string, parse: (text: string) => Value): Known<Value> {
  try {
    return { value: parse(readFileSync(path, "utf8")) };
  } catch (error) {
    return { broken: isMissing(error) ? "the file was just removed" : `${path} cannot be read: ${messageOf(error)}` };
  }
}
