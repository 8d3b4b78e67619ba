import type { FleetView } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { fleetState, hostsPhrase } from "./fleet-state.ts";

const assignment = (mode: "shadow" | "active", state = "offered") =>
  ({ mode, versionState: { state, notices: [] } }) as unknown as FleetView["assignment"];
const online = { online: 1, offline: 0 };
const running = { paused: false } as const;
const paused = { paused: true, until: null } as const;

test.each([
  [{ hosts: { online: 0, offline: 0 }, pause: running, assignment: null }, "No hosts"],
  [{ hosts: { online: 0, offline: 2 }, pause: running, assignment: assignment("active") }, "Offline"],
  [{ hosts: online, pause: paused, assignment: null }, "No Persona"],
  [{ hosts: online, pause: paused, assignment: assignment("active") }, "Paused"],
  [{ hosts: online, pause: running, assignment: assignment("shadow") }, "Shadow"],
  [{ hosts: online, pause: running, assignment: assignment("active") }, "Active"],
  [{ hosts: online, pause: paused, assignment: assignment("active", "revoked") }, "Revoked"],
  [{ hosts: online, pause: running, assignment: assignment("active", "yanked") }, "Active"],
])("fleetState of %j is %s", (fleet, word) => {
  expect(fleetState({ ...fleet, killSwitch: null }).word).toBe(word);
});

test("fleetState says that a kill switch is engaged before anything else but that there is no host", () => {
  const killSwitch = { reason: "", engagedBy: "ada@example.org", engagedAt: 1 };
  const fleet = { pause: paused, assignment: assignment("active"), killSwitch };
  expect(fleetState({ ...fleet, hosts: { online: 0, offline: 2 } }).word).toBe("Stopped");
  expect(fleetState({ ...fleet, hosts: { online: 0, offline: 0 } }).word).toBe("No hosts");
});

test.each([
  [{ online: 0, offline: 0 }, "no hosts"],
  [{ online: 1, offline: 0 }, "1 host online"],
  [{ online: 1, offline: 2 }, "1 of 3 hosts online"],
])("hostsPhrase of %j is %s", (hosts, phrase) => {
  expect(hostsPhrase(hosts)).toBe(phrase);
});
