import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startDemoFleet } from "@fleet-persona/demo-fleet";
import type { DemoFleet } from "@fleet-persona/demo-fleet";
import { accounts, ensureActor, publishReferencePersonas } from "./demo-accounts.ts";
import { beginDemoJourney } from "./demo-journey.ts";
import type { DemoJourney } from "./demo-journey.ts";
import type { Options } from "./options.ts";
import { startServices } from "./services.ts";
import { simulatedFleet } from "./simulated-fleet.ts";
import type { SimulatedFleet, SimulatedTraffic } from "./simulated-fleet.ts";
import type { Services } from "./services.ts";
import type { StateFolder } from "./state-folder.ts";
import type { Terminal } from "./terminal.ts";
import { untilInstallable } from "./until-installable.ts";

export type LocalStack = AsyncDisposable & {
  readonly services: Services;
  /** Of the two one is there at most. */
  readonly fleet: DemoFleet | null;
  readonly simulated: SimulatedFleet | null;
  /** Once the gate has judged every reference Persona: a minute or so each, on the first start of a state folder. */
  gateDone(): Promise<void>;
  /** Signed in as the demo tenant's admin; the Persona is in the store and the tenant has it. */
  beginJourney(): Promise<DemoJourney>;
};

// A unix socket's path is limited to about a hundred characters, so the fleet lives in a short folder of its own.
function fleetFolder(): AsyncDisposable & { path: string } {
  const folder = path.join(tmpdir(), `fp-${randomBytes(4).toString("hex")}`);
  mkdirSync(folder, { recursive: true });
  return {
    path: folder,
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type LocalStackOptions = Pick<Options, "port" | "gatewayPort"> & {
  readonly state: StateFolder;
  readonly terminal: Terminal;
  /** A fleet to drive: behind HAProxy, simulated over this traffic, or none. */
  readonly fleet: "haproxy" | "none" | SimulatedTraffic;
};

/** The whole product on this machine: services, demo fleet, reference Persona in the store. Disposing ends all of it. */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const { state, terminal } = options;
  await using parts = new AsyncDisposableStack();
  const folder = options.fleet === "none" ? null : parts.use(fleetFolder());
  const fleet =
    folder !== null && options.fleet === "haproxy"
      ? parts.use(
          await terminal.step("demo fleet: four origins behind HAProxy", () => startDemoFleet({ folder: folder.path })),
        )
      : null;
  const simulated =
    folder !== null && typeof options.fleet === "object" ? simulatedFleet(options.fleet, folder.path) : null;
  const targetsFile = fleet?.targetFile ?? simulated?.targetFile ?? null;
  const services = parts.use(await startServices({ ...options, targetsFile }));
  const personas = await terminal.step("reference Personas signed, published and listed", () =>
    publishReferencePersonas(services.deps, state.secret("publisher")),
  );
  const admin = await ensureActor(services.deps, accounts.admin);
  const owned = parts.move();
  return {
    services,
    fleet,
    simulated,
    gateDone: () =>
      untilInstallable(
        services.deps,
        personas.map(({ digest }) => digest),
      ),
    beginJourney: () => beginDemoJourney(services.deps, admin, personas[0]),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
