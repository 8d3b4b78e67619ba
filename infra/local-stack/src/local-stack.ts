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
import type { Services } from "./services.ts";
import type { StateFolder } from "./state-folder.ts";
import type { Terminal } from "./terminal.ts";

export type LocalStack = AsyncDisposable & {
  readonly services: Services;
  readonly fleet: DemoFleet | null;
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

/** The whole product on this machine: services, demo fleet, reference Persona in the store. Disposing ends all of it. */
export async function startLocalStack(
  options: Pick<Options, "port" | "gatewayPort"> & { state: StateFolder; terminal: Terminal; withFleet: boolean },
): Promise<LocalStack> {
  const { state, terminal } = options;
  await using parts = new AsyncDisposableStack();
  const folder = options.withFleet ? parts.use(fleetFolder()) : null;
  const fleet =
    folder === null
      ? null
      : parts.use(
          await terminal.step("demo fleet: four origins behind HAProxy", () => startDemoFleet({ folder: folder.path })),
        );
  const services = parts.use(await startServices({ ...options, targetsFile: fleet?.targetFile ?? null }));
  const persona = await terminal.step("reference Personas signed, published and listed", () =>
    publishReferencePersonas(services.deps, state.secret("publisher")),
  );
  const admin = await ensureActor(services.deps, accounts.admin);
  const owned = parts.move();
  return {
    services,
    fleet,
    beginJourney: () => beginDemoJourney(services.deps, admin, persona),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
