import type { FleetView } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { fleetState, hostsPhrase } from "./fleet-state.ts";

const assignment = (mode: "shadow" | "active") => ({ mode }) as FleetView["assignment"];
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
])("fleetState of %j is %s", (fleet, word) => {
  expect(fleetState(fleet).word).toBe(word);
});

test.each([
  [{ online: 0, offline: 0 }, "no hosts"],
  [{ online: 1, offline: 0 }, "1 host online"],
  [{ online: 1, offline: 2 }, "1 of 3 hosts online"],
])("hostsPhrase of %j is %s", (hosts, phrase) => {
  expect(hostsPhrase(hosts)).toBe(phrase);
});
