import { canonicalBytes } from "../canonical.ts";
import type { BomInput } from "./bom-input.ts";
import { modelCardOf } from "./model-card.ts";
import { printable } from "./performance-metrics.ts";

/** The media type of the bill of materials. */
export const BOM_TYPE = "application/vnd.cyclonedx+json; version=1.7";

/**
 * The machine-learning bill of materials of a version (CycloneDX 1.7): the model with its card, its files, the keys that signed, what it
 * was made from. The same input gives the same bytes (RFC 8785). Its version rises with the gate's rules, its serial number stays.
 */
export function mlBom(input: BomInput): Uint8Array {
  const { digest, gate, publishedAt } = input;
  const files = filesOf(input);
  const keys = input.signedBy.map(keyOf);
  const parts = [...files, ...keys].map((part) => part["bom-ref"]);
  return canonicalBytes({
    $schema: "http://cyclonedx.org/schema/bom-1.7.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.7",
    serialNumber: serialOf(digest),
    version: 1 + (gate?.rules_version ?? 0),
    metadata: { timestamp: publishedAt, component: modelOf(input) },
    components: [...files, ...keys],
    dependencies: [{ ref: refOf(input), dependsOn: parts }, ...parts.map((ref) => ({ ref }))],
  });
}

/** A component of the list, under the name that dependencies know it by. */
type Part = { readonly "bom-ref": string; readonly [field: string]: unknown };

const refOf = ({ manifest }: BomInput): string => `${manifest.id}@${manifest.version}`;
const hash = (content: string) => ({ alg: "SHA-256", content });

function modelOf(input: BomInput): object {
  const { manifest, digest, publisherName, parents } = input;
  const { id, name, version, summary, licence, author, tags } = manifest;
  const [group = ""] = id.split("/");
  const at = `/api/v1/store/personas/${id}/versions/${version}`;
  const ancestors = parents.map((parent) => ancestorOf(parent));
  return {
    type: "machine-learning-model",
    "bom-ref": refOf(input),
    supplier: { name: printable(publisherName) },
    authors: [{ name: printable(author.name) }],
    publisher: printable(publisherName),
    group,
    name: id.slice(group.length + 1),
    version: String(version),
    description: printable(`${name}: ${summary}`),
    hashes: [hash(digest)],
    licenses: [{ license: licenceOf(licence) }],
    ...(tags.length === 0 ? {} : { tags }),
    ...(ancestors.length === 0 ? {} : { pedigree: { ancestors } }),
    externalReferences: [
      { type: "evidence", url: `${at}/evidence` },
      { type: "advisories", url: `/api/v1/store/personas/${id}/advisories` },
      { type: "digital-signature", url: `/api/v1/keyrings/${group}`, comment: "the publisher's keyrings" },
    ],
    modelCard: modelCardOf(input),
    properties: [{ name: "fleet-persona:manifest-sha256", value: digest }],
  };
}

const mimeTypes: Readonly<Record<string, string>> = {
  "persona.json": "application/json",
  "policy.onnx": "application/octet-stream",
  "card.md": "text/markdown",
  "evidence.json": "application/json",
};

function filesOf({ manifest, digest }: BomInput): readonly Part[] {
  const files = [{ name: "persona.json", sha256: digest, bytes: null }, ...manifest.files];
  return files.map(({ name, sha256, bytes }) => ({
    type: "file",
    "mime-type": mimeTypes[name] ?? "application/octet-stream",
    "bom-ref": `file:${name}`,
    name,
    hashes: [hash(sha256)],
    ...(bytes === null ? {} : { properties: [{ name: "fleet-persona:bytes", value: String(bytes) }] }),
  }));
}

function keyOf(fingerprint: string): Part {
  return {
    type: "cryptographic-asset",
    "bom-ref": `key:${fingerprint}`,
    name: "Ed25519 public key of the publisher",
    cryptoProperties: {
      assetType: "related-crypto-material",
      relatedCryptoMaterialProperties: { type: "public-key", id: fingerprint, size: 256 },
    },
  };
}

function ancestorOf({ personaId, version, digest }: BomInput["parents"][number]): object {
  const [group = "", name = ""] = personaId.split("/");
  return {
    type: "machine-learning-model",
    "bom-ref": `${personaId}@${version}#ancestor`,
    group,
    name,
    version: String(version),
    hashes: [hash(digest)],
  };
}

// Identifiers of the SPDX list that Personas are likely to have; any other licence is named as its author wrote it.
const spdx = new Set(
  "Apache-2.0 MIT MIT-0 BSD-2-Clause BSD-3-Clause ISC 0BSD MPL-2.0 EPL-2.0 EUPL-1.2 GPL-2.0-only GPL-2.0-or-later GPL-3.0-only GPL-3.0-or-later LGPL-2.1-only LGPL-3.0-only AGPL-3.0-only AGPL-3.0-or-later CC0-1.0 CC-BY-4.0 CC-BY-SA-4.0 CC-BY-NC-4.0 CC-BY-ND-4.0 CDLA-Permissive-2.0 Unlicense BUSL-1.1 Elastic-2.0".split(
    " ",
  ),
);

function licenceOf(licence: string): object {
  return spdx.has(licence) ? { id: licence } : { name: printable(licence) };
}

// RFC 9562, version 8: a UUID whose bits are the digest's, so that a version has one serial number for good.
function serialOf(digest: string): string {
  const variant = (Number.parseInt(digest.charAt(16), 16) & 0x3) | 0x8;
  const bits = `${digest.slice(0, 12)}8${digest.slice(13, 16)}${variant.toString(16)}${digest.slice(17, 32)}`;
  return `urn:uuid:${bits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")}`;
}
