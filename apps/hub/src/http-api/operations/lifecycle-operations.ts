import {
  deprecateVersion,
  execute,
  publishAdvisory,
  restoreVersion,
  revokeVersion,
  withdrawAdvisory,
  yankVersion,
} from "@fleet-persona/hub-core";
import { z } from "zod";
import { tokenOperation } from "../operation.ts";
import type { AnyOperation } from "../operation.ts";
import { nothing } from "../schemas/parts.ts";
import { advisorySchema, revokedSchema, versionSaidSchema } from "../schemas/personas.ts";
import { exampleIds } from "./example-data.ts";
import { personaParams, versionParams } from "./persona-path.ts";

const access = { kind: "token", scope: "personas:write" } as const;
const limits = { bytes: 64 * 1024 };
const tag = "Publishing";
const params = { publisher: "acme", name: "surge-ready", version: 1 };
const reasoned = deprecateVersion.input.omit({ personaId: true, version: true });

type Address = z.output<typeof versionParams>;
const addressOf = ({ publisher, name, version }: Address) => ({ personaId: `${publisher}/${name}`, version });
const pathOf = (verb: string) => `/api/v1/personas/{publisher}/{name}/versions/{version}/${verb}` as const;
const answer = { status: 200, description: "What the version is now.", schema: versionSaidSchema };

export const lifecycleOperations: readonly AnyOperation[] = [
  tokenOperation({
    id: "deprecateVersion",
    method: "POST",
    path: pathOf("deprecate"),
    tag,
    summary: "Lead nobody to a version any more",
    description: "It runs on, and who asks for it by its number still gets it.",
    access,
    params: versionParams,
    query: nothing,
    body: { kind: "json", limits, required: true, schema: reasoned },
    answer,
    errors: ["not-found", "version-revoked", "successor-unfit"],
    examples: [{ name: "With a reason", params, body: { reason: "Too eager on small fleets" }, status: 200 }],
    run: async (actor, { core, params: at, body }) => ({
      body: await execute(core, actor, deprecateVersion, { ...addressOf(at), ...body }),
    }),
  }),
  tokenOperation({
    id: "yankVersion",
    method: "POST",
    path: pathOf("yank"),
    tag,
    summary: "Let no fleet begin with a version any more",
    access,
    params: versionParams,
    query: nothing,
    body: { kind: "json", limits, required: true, schema: reasoned },
    answer,
    errors: ["not-found", "version-revoked", "successor-unfit"],
    examples: [{ name: "With a reason", params, body: { reason: "Published with the wrong licence" }, status: 200 }],
    run: async (actor, { core, params: at, body }) => ({
      body: await execute(core, actor, yankVersion, { ...addressOf(at), ...body }),
    }),
  }),
  tokenOperation({
    id: "restoreVersion",
    method: "POST",
    path: pathOf("restore"),
    tag,
    summary: "Offer a version again that was deprecated or yanked",
    access,
    params: versionParams,
    query: nothing,
    body: { kind: "json", limits, schema: z.strictObject({}) },
    answer,
    errors: ["not-found", "version-revoked"],
    examples: [{ name: "Restore", params, body: {}, status: 200 }],
    run: async (actor, { core, params: at }) => ({ body: await execute(core, actor, restoreVersion, addressOf(at)) }),
  }),
  tokenOperation({
    id: "revokeVersion",
    method: "POST",
    path: pathOf("revoke"),
    tag,
    summary: "Stop a version for good",
    description:
      "No host installs it again, and those that run it go to their own safe configuration. It cannot be taken back.",
    access,
    params: versionParams,
    query: nothing,
    body: { kind: "json", limits, required: true, schema: reasoned.pick({ reason: true }) },
    answer: {
      status: 200,
      description: "What the version is now, and how many fleets were told.",
      schema: revokedSchema,
    },
    errors: ["not-found"],
    examples: [
      {
        name: "Of a version that is not there",
        params: { ...params, version: 99 },
        body: { reason: "Sheds load" },
        status: 404,
      },
    ],
    run: async (actor, { core, params: at, body }) => ({
      body: await execute(core, actor, revokeVersion, { ...addressOf(at), ...body }),
    }),
  }),
  tokenOperation({
    id: "publishAdvisory",
    method: "POST",
    path: "/api/v1/personas/{publisher}/{name}/advisories",
    tag,
    summary: "Tell everybody who runs an affected version",
    access,
    params: personaParams,
    query: nothing,
    body: { kind: "json", limits, required: true, schema: publishAdvisory.input.omit({ personaId: true }) },
    answer: { status: 201, description: "The advisory.", schema: advisorySchema },
    errors: ["not-found", "conflict", "version-unknown", "fix-not-newer"],
    examples: [
      {
        name: "Of one version",
        params: { publisher: "acme", name: "surge-ready" },
        body: { severity: "moderate", title: "Sheds load in a surge", affected: [1] },
        status: 201,
      },
    ],
    run: async (actor, { core, params: { publisher, name }, body }) => ({
      body: await execute(core, actor, publishAdvisory, { personaId: `${publisher}/${name}`, ...body }),
    }),
  }),
  tokenOperation({
    id: "withdrawAdvisory",
    method: "DELETE",
    path: "/api/v1/advisories/{advisoryId}",
    tag,
    summary: "Take an advisory back",
    access,
    params: withdrawAdvisory.input,
    query: nothing,
    body: null,
    answer: { status: 200, description: "Its id; it stays in the history.", schema: withdrawAdvisory.input },
    errors: ["not-found"],
    examples: [{ name: "Withdraw", params: { advisoryId: exampleIds.advisory }, status: 200 }],
    run: async (actor, { core, params: asked }) => ({ body: await execute(core, actor, withdrawAdvisory, asked) }),
  }),
];
