import type { ChildProcess } from "node:child_process";
import { endProcess, firstMessage, startModule } from "../child-process.ts";
import type { FleetCgroups } from "../cpu/fleet-cgroups.ts";
import { FleetError } from "../fleet-error.ts";
import { SERVERS } from "../sizing.ts";

export type Origins = {
  readonly ports: ReadonlyMap<string, number>;
  readonly children: readonly ChildProcess[];
  close(): Promise<void>;
};

/** Starts the four origins; each is held by its group's quota, or paces itself where there are no groups. */
export async function startOrigins(perMs: number, cgroups: FleetCgroups | null): Promise<Origins> {
  const children: ChildProcess[] = [];
  const close = async () => void (await Promise.all(children.map((child) => endProcess(child))));
  try {
    const ports = await Promise.all(
      SERVERS.map(async ({ name, share }) => {
        const child = startModule("./origin/main.ts", [name, String(perMs), cgroups ? "0" : String(share)]);
        children.push(child);
        const port = portOf(await firstMessage(child, 20_000));
        if (port === null || child.pid === undefined)
          throw new FleetError("origin-failed", `Origin ${name} did not start.`);
        // Under its quota only now: starting Node on a tenth of a core would take seconds.
        await cgroups?.setCores(name, share);
        await cgroups?.admit(name, child.pid);
        return [name, port] as const;
      }),
    );
    return { ports: new Map(ports), children, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Busy iterations in one CPU millisecond of this machine, measured in a process of its own. */
export async function measureMachine(): Promise<number> {
  const child = startModule("./origin/calibrate.ts", []);
  const message = await firstMessage(child, 20_000);
  await endProcess(child);
  if (typeof message === "object" && message !== null && "perMs" in message && typeof message.perMs === "number")
    return message.perMs;
  throw new FleetError("origin-failed", "The speed of this machine could not be measured.");
}

function portOf(message: unknown): number | null {
  return typeof message === "object" && message !== null && "port" in message && typeof message.port === "number"
    ? message.port
    : null;
}
