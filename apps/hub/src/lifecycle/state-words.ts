import type { Severity, VersionNotice, VersionState } from "@fleet-persona/hub-core";

type State = VersionState["state"];

/** A version's state as a badge has it: the word, how grave, what it means. */
export const stateWords = {
  offered: { word: "Offered", tone: "good", meaning: "Fleets are led to it." },
  deprecated: { word: "Deprecated", tone: "warn", meaning: "It runs on; nobody is led to it any more." },
  yanked: { word: "Yanked", tone: "warn", meaning: "It runs on; no fleet begins with it any more." },
  revoked: { word: "Revoked", tone: "bad", meaning: "It must stop: fleets go to their own safe configuration." },
} as const satisfies Record<
  State,
  { readonly word: string; readonly tone: "good" | "warn" | "bad"; readonly meaning: string }
>;

export const severityTones = {
  low: "neutral",
  moderate: "warn",
  high: "bad",
  critical: "bad",
} as const satisfies Record<Severity, "neutral" | "warn" | "bad">;

/** What the publisher said, with the version to go to: `It sheds load. Go to version 4.` */
export function noticeSentence({ reason, successor }: VersionNotice): string {
  const said = /[.!?]$/.test(reason) ? reason : `${reason}.`;
  return successor === null ? said : `${said} Go to version ${successor}.`;
}

/** `version 3`, `versions 1 to 3 and 5`. */
export function versionsPhrase(versions: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const version of versions) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === version - 1) last[1] = version;
    else runs.push([version, version]);
  }
  const said = runs.map(([from, to]) =>
    from === to ? `${from}` : to === from + 1 ? `${from}, ${to}` : `${from} to ${to}`,
  );
  const listed = said.length < 2 ? said.join("") : `${said.slice(0, -1).join(", ")} and ${said.at(-1)}`;
  return `${versions.length === 1 ? "version" : "versions"} ${listed}`;
}
