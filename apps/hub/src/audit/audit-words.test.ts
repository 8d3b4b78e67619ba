import { expect, test } from "vitest";
import { actorShown, auditWords, detailsShown } from "./audit-words.ts";

const me = { userId: "385b55b9-8adb-4a92-bc7a-b19ed756347a", email: "ada@example.org" };

test.each([
  ["user:385b55b9-8adb-4a92-bc7a-b19ed756347a", "ada@example.org"],
  ["host:eb6b6921-5dea-4a64-9a8f-579565cac496", "host 65cac496"],
  ["worker", "worker"],
])("actorShown of %s is %s", (actor, shown) => {
  expect(actorShown(actor, me)).toBe(shown);
});

test.each([
  ["createFleet", "Created a fleet"],
  ["rotateKey", "rotate key"],
])("auditWords of %s are %s", (command, words) => {
  expect(auditWords(command)).toBe(words);
});

test("detailsShown shortens ids and leaves out what is empty", () => {
  const details = { fleetId: me.userId, hostName: "edge-1", note: "", ttlSeconds: 600 };
  expect(detailsShown(details).map(({ name, value }) => `${name}=${value}`)).toEqual([
    "fleet=d756347a",
    "host name=edge-1",
    "ttl seconds=600",
  ]);
});

test.each([null, "x", 3])("detailsShown of %j is empty", (details) => {
  expect(detailsShown(details)).toEqual([]);
});
