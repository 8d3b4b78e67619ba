import { sql } from "drizzle-orm";
import { z } from "zod";
import { defineQuery } from "../use-case/define.ts";

/** Whether the caller moderates the platform: pages show the desk to nobody else. */
export const mayModerate = defineQuery({
  name: "mayModerate",
  scope: "user",
  input: z.strictObject({}),
  run: async ({ tx }): Promise<boolean> => {
    const [row] = await tx.execute<{ is: boolean }>(sql`select is_moderator() as is`);
    return row?.is === true;
  },
});
