import { z } from "zod";
import { decodeKeyringChain, peekKeyring } from "@fleet-persona/persona";
import { readCredentials, type Credentials } from "../../fleet/credentials.ts";
import { FleetError } from "../../fleet/fleet-error.ts";
import { askHub, understood } from "../../fleet/hub-client.ts";
import type { Given } from "../command-line.ts";
import { progressOn } from "../progress/progress.ts";
import { readKeyringFile, verifiedKeyring, type KeyringFile } from "../signing/keyring-file.ts";
import { publishersKeyring } from "../signing/publishers-key.ts";
import { signedBundle } from "../signing/signed-bundle.ts";
import type { World } from "../world.ts";
import { verifyCommand } from "./verify-command.ts";
import { exitCodeOf, sayVerdict, waitForGate } from "./wait-for-gate.ts";

const publishedSchema = z.object({
  personaId: z.string(),
  version: z.number(),
  digest: z.string(),
  status: z.enum(["draft", "listed"]).default("listed"),
});

/**
 * `persona publish BUNDLE [--draft] [--wait]`: sends what the hub has not got of the keyrings, then the signed bundle. Keys stay here. Sent
 * again it changes nothing; with --wait it ends as the gate judges.
 */
export async function publishCommand(given: Given, world: World): Promise<number> {
  const [folder = ""] = given.words;
  const file = readKeyringFile(given.keyring ?? publishersKeyring(folder, world));
  verifiedKeyring(file);
  // What the hub would refuse is refused before anything is sent.
  await verifyCommand(given, { ...world, out: () => undefined });
  const credentials = readCredentials(world.env);
  const sent = await sendKeyrings(credentials, file);
  const files = Object.fromEntries(
    [...signedBundle(folder)].map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")]),
  );
  const draft = given.draft === true ? { draft: true } : {};
  const response = await post(credentials, "/api/v1/personas", { files, ...draft });
  const again = response.status === 200;
  const published = await understood(response, publishedSchema);
  const told = { ...published, again, keyringsSent: sent, hub: credentials.hub };
  if (given.wait !== true) {
    if (given.json === true) world.out(`${JSON.stringify(told)}\n`);
    else world.out(`${sentenceOf(told)} Hosts can install it once the gate has let it pass.\n`);
    return 0;
  }
  if (given.json !== true) world.out(`${sentenceOf(told)}\n`);
  // With --json the one answer is at the end; what moves meanwhile is for people.
  const progress = progressOn(world);
  const gate = await waitForGate({ credentials, published, progress }, world);
  if (given.json === true) world.out(`${JSON.stringify({ ...told, gate })}\n`);
  else sayVerdict(gate, world);
  return exitCodeOf(gate);
}

type Told = z.output<typeof publishedSchema> & { readonly again: boolean; readonly hub: string };

function sentenceOf({ personaId, version, status, again, hub }: Told): string {
  if (again) return `${personaId} v${version} was on ${hub} already, with these very bytes.`;
  const seen = status === "draft" ? " as a draft that only you see" : "";
  return `Published ${personaId} v${version} on ${hub}${seen}.`;
}

async function sendKeyrings(credentials: Credentials, { chain, newest }: KeyringFile): Promise<number> {
  const { publisher } = newest.keyring;
  const known = await versionAt(credentials, publisher);
  const missing = chain.filter((envelope) => (peekKeyring(envelope)?.keyring.version ?? 0) > known);
  for (const envelope of missing)
    await post(credentials, `/api/v1/keyrings/${publisher}`, { envelope: Buffer.from(envelope).toString("base64") });
  return missing.length;
}

async function versionAt(credentials: Credentials, publisher: string): Promise<number> {
  try {
    const response = await askHub(credentials, `/api/v1/keyrings/${publisher}`);
    return decodeKeyringChain(new Uint8Array(await response.arrayBuffer()))?.length ?? 0;
  } catch (error) {
    if (error instanceof FleetError && error.code === "not-found") return 0;
    throw error;
  }
}

function post(credentials: Credentials, path: string, body: object): Promise<Response> {
  return askHub(credentials, path, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" },
    signal: AbortSignal.timeout(120_000),
  });
}
