import { execute, getPublishedVersion, getVersionBom, getVersionEvidence } from "@fleet-persona/hub-core";
import { BOM_TYPE } from "@fleet-persona/persona";
import { z } from "zod";
import { operation } from "../operation.ts";
import type { AnyOperation } from "../operation.ts";
import { nothing } from "../schemas/parts.ts";
import { evidenceSchema, filesSchema, publishedVersionSchema } from "../schemas/store.ts";
import { versionParams } from "./persona-path.ts";

const access = { kind: "public" } as const;
const tag = "Store";
const path = "/api/v1/store/personas/{publisher}/{name}/versions/{version}" as const;
const params = { publisher: "acme", name: "surge-ready", version: 1 };

export const versionOperations: readonly AnyOperation[] = [
  operation({
    id: "getVersion",
    method: "GET",
    path,
    tag,
    summary: "One version",
    access,
    params: versionParams,
    query: nothing,
    body: null,
    answer: {
      status: 200,
      description: "Its manifest, card, files, signatures and verdict.",
      schema: publishedVersionSchema,
    },
    errors: ["not-found"],
    examples: [
      { name: "Version 1", params, status: 200 },
      { name: "A version that is not there", params: { ...params, version: 99 }, status: 404 },
      { name: "What is no version", params: { ...params, version: "latest" }, status: 400 },
    ],
    run: async (_actor, { core, params: at }) => ({ body: await execute(core, null, getPublishedVersion, at) }),
  }),
  operation({
    id: "listFiles",
    method: "GET",
    path: `${path}/files`,
    tag,
    summary: "The files of its bundle, each with its digest",
    description: "What a bundle got elsewhere can be compared with. The weights themselves go to hosts with a lease.",
    access,
    params: versionParams,
    query: nothing,
    body: null,
    answer: { status: 200, description: "Names, lengths and digests.", schema: filesSchema },
    errors: ["not-found"],
    examples: [{ name: "Of version 1", params, status: 200 }],
    run: async (_actor, { core, params: at }) => {
      const { personaId, version, digest, signedBy, files } = await execute(core, null, getPublishedVersion, at);
      return { body: { personaId, version, digest, signedBy, files } };
    },
  }),
  operation({
    id: "getEvidence",
    method: "GET",
    path: `${path}/evidence`,
    tag,
    summary: "Its evidence: what the author claims, what the gate found",
    access,
    params: versionParams,
    query: nothing,
    body: null,
    answer: { status: 200, description: "Both reports.", schema: evidenceSchema },
    errors: ["not-found"],
    examples: [{ name: "Of version 1", params, status: 200 }],
    run: async (_actor, { core, params: at }) => ({ body: await execute(core, null, getVersionEvidence, at) }),
  }),
  operation({
    id: "getBom",
    method: "GET",
    path: `${path}/bom`,
    tag,
    summary: "Its machine-learning bill of materials",
    description:
      "CycloneDX 1.7: the model with its card, its files with SHA-256, the keys that signed, the version it was made from. The same bytes every time until the gate judges again.",
    access,
    params: versionParams,
    query: nothing,
    body: null,
    answer: {
      status: 200,
      description: "The bill of materials.",
      type: BOM_TYPE,
      schema: z.looseObject({ bomFormat: z.literal("CycloneDX"), specVersion: z.literal("1.7") }),
    },
    errors: ["not-found"],
    examples: [{ name: "Of version 1", params, status: 200 }],
    run: async (_actor, { core, params: at }) => {
      const bytes = await execute(core, null, getVersionBom, at);
      const [publisher, name, version] = [at.publisher, at.name, at.version];
      const headers = {
        "content-type": BOM_TYPE,
        "content-disposition": `inline; filename="${publisher}-${name}-${version}.cdx.json"`,
      };
      return new Response(Uint8Array.from(bytes), { headers });
    },
  }),
];
