import type { AssignmentView, HostView } from "@fleet-persona/hub-core";
import { hostStatus } from "../fleet/host-status.ts";

/** How far the hosts of a fleet are that leaves a revoked Persona. `silent`: they have not said that they know. */
export type Leaving = {
  readonly hosts: number;
  readonly waiting: number;
  readonly going: number;
  readonly safe: number;
  readonly held: number;
  readonly silent: number;
};

/** What the hosts last said about leaving this version. */
export function leavingOf(
  hosts: readonly Pick<HostView, "status">[],
  { digest }: Pick<AssignmentView, "digest">,
): Leaving {
  const counted = { waiting: 0, going: 0, safe: 0, held: 0, silent: 0 };
  for (const { status } of hosts) {
    const revocation = hostStatus(status)?.revocation;
    counted[revocation?.digest === digest ? revocation.state : "silent"] += 1;
  }
  return { hosts: hosts.length, ...counted };
}

/** The same in a sentence; what is left out is nobody's. */
export function leavingSentence({ hosts, waiting, going, safe, held, silent }: Leaving): string {
  if (hosts === 0) return "No host runs it.";
  if (safe === hosts)
    return hosts === 1 ? "The host keeps its safe configuration." : `All ${hosts} hosts keep their safe configuration.`;
  const parts = [
    [safe, "safe"],
    [going, "on the way"],
    [waiting, "waiting for their wave"],
    [held, "held"],
    [silent, "not heard from yet"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return `Of ${hosts} ${hosts === 1 ? "host" : "hosts"}: ${said.join(", ")}.`;
}
