import { usageError } from "../../command-line/command-error.ts";
import { plainText } from "../../command-line/plain-text.ts";
import { readHub } from "../../fleet/credentials.ts";
import { askHub, understood } from "../../fleet/hub-client.ts";
import type { Given } from "../command-line.ts";
import { listingSchema, versionSchema, type Listing, type Version } from "../store-shapes.ts";
import { gateWords, priceWords } from "../store-words.ts";
import type { World } from "../world.ts";

/** `persona show PUBLISHER/NAME[@VERSION]`: a listing, or one version with its files; without a token. */
export async function showCommand(given: Given, world: World): Promise<number> {
  const [, personaId, version] = /^([a-z0-9-]+\/[a-z0-9-]+)(?:@(\d{1,9}))?$/.exec(given.words[0] ?? "") ?? [];
  if (personaId === undefined)
    throw usageError(`${given.words[0]} is no Persona: write PUBLISHER/NAME or PUBLISHER/NAME@VERSION.`);
  const from = { hub: readHub(world.env), token: null };
  const path = `/api/v1/store/personas/${personaId}`;
  if (version === undefined) {
    const listing = await understood(await askHub(from, path), listingSchema);
    if (given.json === true) world.out(`${JSON.stringify(listing)}\n`);
    else sayListing(listing, world);
    return 0;
  }
  const shown = await understood(await askHub(from, `${path}/versions/${version}`), versionSchema);
  if (given.json === true) world.out(`${JSON.stringify(shown)}\n`);
  else sayVersion(shown, world);
  return 0;
}

function sayListing(listing: Listing, { out }: World): void {
  const { personaId, title, summary, publisherName, price, manifest, versions, advisories, publisherKeys } = listing;
  out(`${plainText(personaId)}  ${plainText(title)}\n${plainText(summary)}\n\n`);
  out(`by       ${plainText(publisherName)}\nprice    ${priceWords(price)}\nlicence  ${plainText(manifest.licence)}\n`);
  for (const { fingerprint } of publisherKeys) out(`key      ${plainText(fingerprint)}\n`);
  out("\n");
  for (const { version, publishedAt, gate, state, digest } of versions) {
    const said = state === "offered" ? "" : `  ${state}`;
    out(`v${String(version).padEnd(4)} ${dayOf(publishedAt)}  ${digest.slice(0, 12)}  ${gateWords(gate)}${said}\n`);
  }
  for (const { severity, title: what, affected } of advisories)
    out(`\nadvisory (${severity}): ${plainText(what)}, versions ${affected.join(", ")}\n`);
}

function sayVersion(shown: Version, { out }: World): void {
  const { personaId, version, digest, signedBy, gate, state, notices, files, publishedAt } = shown;
  out(`${plainText(personaId)}@${version}  ${state}, published ${dayOf(publishedAt)}\n`);
  out(`digest   ${digest}\ngate     ${gateWords(gate)}\n`);
  for (const fingerprint of signedBy) out(`signed   ${plainText(fingerprint)}\n`);
  for (const { kind, reason } of notices) out(`${kind.padEnd(8)} ${plainText(reason)}\n`);
  out("\n");
  for (const { name, bytes, sha256 } of files)
    out(`${sha256}  ${plainText(name)}${bytes === null ? "" : `  ${bytes} bytes`}\n`);
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
