import { expect, test } from "vitest";
import { parseServersState } from "./servers-state.ts";

const HEADER =
  "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time_since_last_change";
const line = (backend: string, server: string, admin: number, weight = 10) =>
  `4 ${backend} 1 ${server} 127.0.0.1 2 ${admin} ${weight} 10 7`;

test.each([
  ["nothing told", 0, "ready", "ready"],
  ["disabled in the file", 0x05, "maint", "maint"],
  ["maintenance by hand", 0x01, "maint", "maint"],
  ["maintenance of a tracked server", 0x02, "maint", "ready"],
  ["no address found", 0x20, "maint", "ready"],
  ["drained", 0x08, "drain", "drain"],
  ["drained with a tracked server", 0x10, "drain", "ready"],
  ["drained and in maintenance", 0x09, "maint", "maint"],
])("parseServersState: %s", (_what, bits, admin, told) => {
  expect(parseServersState([`${HEADER}\n${line("be", "s1", bits)}`]).get("be/s1")).toEqual({ admin, told, weight: 10 });
});

test("parseServersState puts replies for several backends together", () => {
  const known = parseServersState([`${HEADER}\n${line("a", "s1", 0, 3)}`, `${HEADER}\n${line("b", "s1", 8)}`]);
  expect(Object.fromEntries(known)).toEqual({
    "a/s1": { admin: "ready", told: "ready", weight: 3 },
    "b/s1": { admin: "drain", told: "drain", weight: 10 },
  });
});

test("parseServersState finds nothing in a refusal", () => {
  expect(parseServersState(["Permission denied"]).size).toBe(0);
});
