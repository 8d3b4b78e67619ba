import { existsSync } from "node:fs";
import { join } from "node:path";
import { BUNDLE_CONTENT } from "@fleet-persona/persona";
import { z } from "zod";
import { usageError } from "../../command-line/command-error.ts";
import { readCredentials, type Credentials } from "../../fleet/credentials.ts";
import { askHub, understood } from "../../fleet/hub-client.ts";
import { needed, oneOf, wholeNumber, type Given } from "../command-line.ts";
import { writeAllAtomically } from "../files/write-atomically.ts";
import { PersonaCliError } from "../persona-error.ts";
import type { World } from "../world.ts";

const summarySchema = z.looseObject({
  refinementId: z.string(),
  personaId: z.string(),
  parentVersion: z.number(),
  method: z.string(),
  state: z.string(),
  doing: z.string().nullable(),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  publishedVersion: z.number().nullable(),
});
type Summary = z.output<typeof summarySchema>;

const materialSchema = z.looseObject({
  fleets: z.number(),
  tenants: z.number(),
  experiments: z.array(
    z.looseObject({ experimentId: z.string(), own: z.boolean(), hosts: z.number(), seconds: z.number() }),
  ),
});
const listSchema = z.object({ refinements: z.array(summarySchema), material: materialSchema.optional() });

const figure = z.object({ value: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() });
const estimateSchema = z.looseObject({
  kind: z.string(),
  gain: figure.optional(),
  sentence: z.string().optional(),
  support: z.object({ effective: z.number(), windows: z.number() }),
});
const viewSchema = summarySchema.extend({
  provenance: z.looseObject({ steps: z.number(), hosts: z.number(), tenants: z.array(z.string()) }).nullable(),
  report: z.looseObject({ evaluation: z.looseObject({ candidate: estimateSchema }) }).nullable(),
});
type View = z.output<typeof viewSchema>;
const filesSchema = z.object({ files: z.record(z.string(), z.base64()) });

const VERBS = { list, start, status, fetch: fetchFiles, cancel } as const;

/** `persona refine list|start|status|fetch|cancel …`: has a hub's worker make the next version, and brings it home to be signed. */
export async function refineCommand(given: Given, world: World): Promise<number> {
  const [verb = ""] = given.words;
  if (!isVerb(verb))
    throw usageError(`${verb} is none of ${Object.keys(VERBS).join(", ")}: see \`persona refine --help\`.`);
  return VERBS[verb](given, world, readCredentials(world.env));
}

function isVerb(verb: string): verb is keyof typeof VERBS {
  return Object.hasOwn(VERBS, verb);
}

async function list(given: Given, world: World, credentials: Credentials): Promise<number> {
  const persona = given.words[1];
  const query = persona === undefined ? "" : `?${new URLSearchParams({ persona }).toString()}`;
  const listed = await understood(await askHub(credentials, `/api/v1/refinements${query}`), listSchema);
  if (given.json === true) world.out(`${JSON.stringify(listed)}\n`);
  else {
    if (listed.material !== undefined) world.out(`${sayMaterial(listed.material)}\n`);
    if (listed.refinements.length === 0)
      world.out("No refinements yet: `persona refine start PUBLISHER/NAME@VERSION`.\n");
    for (const each of listed.refinements) world.out(`${each.refinementId}  ${say(each)}\n`);
  }
  return 0;
}

function sayMaterial({ fleets, tenants, experiments }: z.output<typeof materialSchema>): string {
  const agreed = `${fleets} ${fleets === 1 ? "fleet" : "fleets"} of ${tenants} ${tenants === 1 ? "tenant" : "tenants"} may be learned from`;
  const lines = experiments.map(
    ({ experimentId, own, hosts, seconds }) =>
      `  ${experimentId}  ${(seconds / 3600).toFixed(1)} h on ${hosts} ${hosts === 1 ? "host" : "hosts"}${own ? ", yours" : ""}`,
  );
  return [
    `${agreed}; ${experiments.length} of their experiments explored${lines.length > 0 ? ":" : "."}`,
    ...lines,
  ].join("\n");
}

async function start(given: Given, world: World, credentials: Credentials): Promise<number> {
  const { personaId, version } = addressIn(given);
  const method = oneOf(given, "method", ["ppo", "dqn", "evolution"], undefined);
  const seed = wholeNumber(given, "seed", 0, undefined);
  const experiments = given.experiments?.split(",");
  const body = { personaId, version, method, seed, experiments, ownOnly: given.own === true };
  const response = await askHub(credentials, "/api/v1/refinements", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const view = await understood(response, viewSchema);
  if (given.json === true) world.out(`${JSON.stringify(view)}\n`);
  else world.out(`Asked for. \`persona refine status ${view.refinementId}\` says how it stands.\n`);
  return 0;
}

function addressIn(given: Given): { readonly personaId: string; readonly version: number } {
  const word = given.words[1] ?? "";
  const [, personaId, version] = /^([a-z0-9-]+\/[a-z0-9-]+)@(\d{1,9})$/.exec(word) ?? [];
  if (personaId !== undefined && version !== undefined) return { personaId, version: Number(version) };
  throw usageError(
    `${word === "" ? "Nothing" : word} is no version: write PUBLISHER/NAME@VERSION; see \`persona refine --help\`.`,
  );
}

async function status(given: Given, world: World, credentials: Credentials): Promise<number> {
  const view = await understood(await askHub(credentials, pathOf(given)), viewSchema);
  if (given.json === true) world.out(`${JSON.stringify(view)}\n`);
  else for (const line of [say(view), ...reportLines(view)]) world.out(`${line}\n`);
  return 0;
}

async function cancel(given: Given, world: World, credentials: Credentials): Promise<number> {
  const view = await understood(await askHub(credentials, pathOf(given), { method: "DELETE" }), viewSchema);
  if (given.json === true) world.out(`${JSON.stringify(view)}\n`);
  else world.out(`${say(view)}\n`);
  return 0;
}

async function fetchFiles(given: Given, world: World, credentials: Credentials): Promise<number> {
  const out = needed(given, "refine", "out");
  const { files } = await understood(await askHub(credentials, `${pathOf(given)}/files`), filesSchema);
  // Names from the hub are not trusted with a path: a bundle has these and no others.
  const names = ["persona.json", ...BUNDLE_CONTENT];
  const wrong = (message: string, code: string) => new PersonaCliError("file-wrong", message, { code });
  for (const name of names) {
    if (files[name] === undefined)
      throw wrong(`The hub's candidate has no ${name}: ask for another one.`, "bundle-incomplete");
    if (existsSync(join(out, name)))
      throw wrong(`${join(out, name)} is there already: name another --out.`, "file-exists");
  }
  writeAllAtomically(
    names.map((name) => [join(out, name), new Uint8Array(Buffer.from(files[name] ?? "", "base64"))] as const),
  );
  if (given.json === true) world.out(`${JSON.stringify({ out, files: names })}\n`);
  else
    world.out(
      `Fetched into ${out}, unsigned. Look at it (\`persona inspect ${out}\`, \`persona gate --bundle ${out}\`), then \`persona sign ${out}\` and \`persona publish ${out}\`.\n`,
    );
  return 0;
}

function pathOf(given: Given): string {
  const id = given.words[1];
  if (id === undefined) throw usageError("Name the refinement: see `persona refine list`.");
  return `/api/v1/refinements/${encodeURIComponent(id)}`;
}

function say({ personaId, parentVersion, method, state, doing, failure, publishedVersion }: Summary): string {
  const from = `${personaId}@${parentVersion} by ${method}`;
  switch (state) {
    case "running":
      return `${from}: ${doing ?? "running"}`;
    case "ready":
      return `${from}: a candidate is ready to be fetched and signed`;
    case "published":
      return `${from}: published as version ${publishedVersion ?? "?"}`;
    case "failed":
      return `${from}: ${failure?.code ?? "failed"}: ${failure?.message ?? ""}`;
    default:
      return `${from}: ${state}`;
  }
}

function reportLines({ provenance, report }: View): readonly string[] {
  if (provenance === null) return [];
  const { steps, hosts, tenants } = provenance;
  const learned = `Learned from ${steps} draws on ${hosts} hosts of ${tenants.length} ${tenants.length === 1 ? "tenant" : "tenants"}.`;
  if (report === null) return [learned];
  const { gain, sentence, support } = report.evaluation.candidate;
  if (gain === undefined) return [learned, `No estimate: ${sentence ?? "too little overlap"}`];
  const said = [gain.value, gain.low, gain.high].map((value) => value?.toFixed(4) ?? "?");
  const worth = `worth ${support.effective.toFixed(0)} of ${support.windows} stretches of the log`;
  return [
    learned,
    `Estimated gain beside what explored: ${said[0]} reward a second (${said[1]} to ${said[2]}, ${worth}).`,
  ];
}
