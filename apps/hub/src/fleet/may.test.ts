import { roleAllows, roles } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { mayApprove, mayOperate } from "./may.ts";

test.each(roles)("mayOperate and mayApprove agree with hub-core about %s", (role) => {
  expect(mayOperate(role)).toBe(roleAllows(role, "operator"));
  expect(mayApprove(role)).toBe(roleAllows(role, "admin"));
});
