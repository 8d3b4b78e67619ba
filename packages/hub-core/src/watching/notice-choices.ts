import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Actor } from "../actor.ts";
import { defineCommand, defineQuery } from "../use-case/define.ts";
import { eventKinds, storeEventKindSchema, storeEventKinds } from "./event-kinds.ts";
import type { StoreEventKind } from "./event-kinds.ts";

/** How one kind of notice comes to the caller. */
export type NoticeChoice = {
  readonly kind: StoreEventKind;
  readonly inApp: boolean;
  readonly mail: boolean;
  /** It comes in-app whatever was chosen, because fleets may depend on it. */
  readonly owed: boolean;
};

/** How each kind of notice comes to the caller in this tenant. */
export const getNoticeChoices = defineQuery({
  name: "getNoticeChoices",
  scope: "viewer",
  input: z.strictObject({}),
  run: ({ tx, actor }): Promise<readonly NoticeChoice[]> => readChoices(tx, actor),
});

/** Chooses for one kind. What is owed comes in-app all the same. */
export const setNoticeChoice = defineCommand({
  name: "setNoticeChoice",
  scope: "viewer",
  personal: true,
  input: z.strictObject({ kind: storeEventKindSchema, inApp: z.boolean(), mail: z.boolean() }),
  run: async ({ tx, actor }, choice): Promise<readonly NoticeChoice[]> => {
    await keepChoice(tx, actor, choice);
    return readChoices(tx, actor);
  },
  entityId: (_choices, { kind }) => kind,
});

type Chosen = Pick<NoticeChoice, "kind" | "inApp" | "mail">;
export type Person = Pick<Actor, "tenantId" | "userId">;

export async function keepChoice(tx: Tx, { tenantId, userId }: Person, { kind, inApp, mail }: Chosen): Promise<void> {
  const { noticeChoices: choices } = tables;
  await tx
    .insert(choices)
    .values({ tenantId, userId, kind, inApp, mail })
    .onConflictDoUpdate({ target: [choices.tenantId, choices.userId, choices.kind], set: { inApp, mail } });
}

export async function readChoices(tx: Tx, { tenantId, userId }: Person): Promise<readonly NoticeChoice[]> {
  const { noticeChoices: choices } = tables;
  const rows = await tx
    .select()
    .from(choices)
    .where(and(eq(choices.tenantId, tenantId), eq(choices.userId, userId)));
  const chosen = new Map(rows.map((row) => [row.kind, row]));
  return storeEventKinds.map((kind) => {
    const { owed } = eventKinds[kind];
    const row = chosen.get(kind);
    return { kind, owed, inApp: owed || (row?.inApp ?? true), mail: row?.mail ?? true };
  });
}
