import {
  createApiToken,
  createSource,
  execute,
  passGate,
  planExperiment,
  publishAdvisory,
  publishPersona,
  registerPublisher,
  submitRollouts,
} from "@fleet-persona/hub-core";
import type { ApiScope } from "@fleet-persona/hub-core";
import { startApiServer } from "./api-server.fixture.ts";
import type { ApiServer } from "./api-server.fixture.ts";
import { exampleIds, examplePlan, exampleTask } from "./operations/example-data.ts";
import { acmeKey, asBase64, sampleBundle } from "./sample-bundle.fixture.ts";

/** A server on which everything is there that the examples of the table speak of. */
export type ApiWorld = ApiServer & {
  tokenFor(...scopes: ApiScope[]): Promise<string>;
  /** Text of an example with the ids of this world in the place of those in the documents. */
  real(text: string): string;
};

export async function startApiWorld(): Promise<ApiWorld> {
  await using undo = new AsyncDisposableStack();
  const api = undo.use(await startApiServer());
  const { core, owner, fleet } = api;
  const publicKey = Buffer.from(acmeKey.publicKey).toString("base64");
  await execute(core, owner, registerPublisher, { slug: "acme", displayName: "Acme", publicKey });
  const published = await execute(core, owner, publishPersona, { files: asBase64(sampleBundle()) });
  await passGate(core, published.personaVersionId);
  const signals = ["conversion_rate", "event_rate.purchase"];
  await execute(core, owner, createSource, { fleetId: fleet.fleetId, name: "shop", signals });
  const plan = examplePlan as never;
  const { experiment } = await execute(core, owner, planExperiment, { fleetId: fleet.fleetId, plan });
  const items = [{ genome: "AAAA", seeds: [1] }];
  const rollout = await execute(core, owner, submitRollouts, { requestKey: "first", task: exampleTask, items });
  const said = { personaId: "acme/surge-ready", severity: "low", title: "Slow to shrink" } as const;
  const advisory = await execute(core, owner, publishAdvisory, { ...said, affected: [1] });
  const ids = new Map<string, string>([
    [exampleIds.experiment, experiment.experimentId],
    [exampleIds.rollout, rollout.rolloutId],
    [exampleIds.advisory, advisory.advisoryId],
  ]);
  const owned = undo.move();
  return {
    ...api,
    tokenFor: async (...scopes) => (await execute(core, owner, createApiToken, { name: "t", scopes })).token,
    real: (text) => [...ids].reduce((done, [shown, here]) => done.replaceAll(shown, here), text),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
