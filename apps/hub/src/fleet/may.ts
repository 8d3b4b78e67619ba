import type { Role } from "@fleet-persona/hub-core";

// Hub-core decides; this only keeps buttons away from people they would refuse. Its own table cannot be
// imported here: a browser bundle must not carry the database driver.
const operators: ReadonlySet<Role> = new Set(["operator", "admin", "owner"]);
const admins: ReadonlySet<Role> = new Set(["admin", "owner"]);

export const mayOperate = (role: Role): boolean => operators.has(role);
export const mayApprove = (role: Role): boolean => admins.has(role);
