import type { FleetView } from "@fleet-persona/hub-core";

export type FleetState = {
  readonly word: string;
  readonly tone: "good" | "warn" | "bad" | "accent" | "plain";
  readonly meaning: string;
};

/** The one word that says how a fleet is, and what it means. The most urgent one wins. */
export function fleetState(fleet: Pick<FleetView, "hosts" | "pause" | "killSwitch" | "assignment">): FleetState {
  const { hosts, pause, killSwitch, assignment } = fleet;
  if (hosts.online + hosts.offline === 0)
    return { word: "No hosts", tone: "plain", meaning: "Install an agent to begin." };
  if (killSwitch !== null)
    return {
      word: "Stopped",
      tone: "bad",
      meaning: "The kill switch is engaged: every host keeps its safe configuration.",
    };
  if (hosts.online === 0)
    return { word: "Offline", tone: "bad", meaning: "No agent is connected. Agents go on deciding without the hub." };
  if (assignment === null) return { word: "No Persona", tone: "plain", meaning: "Agents report; nothing decides." };
  if (assignment.versionState.state === "revoked")
    return {
      word: "Revoked",
      tone: "bad",
      meaning: "Its Persona was revoked: every host goes to its safe configuration in its wave and stays there.",
    };
  if (pause.paused)
    return { word: "Paused", tone: "warn", meaning: "Decisions are made and journalled; nothing is changed." };
  if (assignment.mode === "shadow")
    return { word: "Shadow", tone: "accent", meaning: "It decides and journals; nothing is changed." };
  return { word: "Active", tone: "good", meaning: "It changes the configuration within your bounds." };
}

/** "1 host", "3 hosts". */
export function hostCount({ online, offline }: FleetView["hosts"]): string {
  const all = online + offline;
  return `${all} ${all === 1 ? "host" : "hosts"}`;
}

/** "2 hosts online", "1 of 3 hosts online", "no hosts". */
export function hostsPhrase({ online, offline }: FleetView["hosts"]): string {
  const all = online + offline;
  if (all === 0) return "no hosts";
  const noun = all === 1 ? "host" : "hosts";
  return offline === 0 ? `${online} ${noun} online` : `${online} of ${all} ${noun} online`;
}
