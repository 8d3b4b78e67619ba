import { readFile, rename, writeFile } from "node:fs/promises";
import { z } from "zod";
import { attributeTarget } from "../attribute-target.ts";
import type { Target } from "../target.ts";
import { TargetError } from "../target-error.ts";

export const schema = z.strictObject({ kind: z.literal("json-file"), path: z.string().startsWith("/") });
const documentSchema = z.strictObject({ workers: z.number(), cache: z.string() });

export async function open({ path }: z.infer<typeof schema>): Promise<Target> {
  const fail = (code: "unreachable" | "refused") => (cause: unknown) => {
    throw new TargetError(code, `${path}: ${code}`, { cause });
  };
  const read = () =>
    Promise.try(async () => documentSchema.parse(JSON.parse(await readFile(path, "utf8")))).catch(fail("unreachable"));
  return attributeTarget({
    name: "json-file",
    version: "1",
    attributes: [
      { name: "workers", kind: "range", min: 1, max: 16 },
      { name: "cache", kind: "choices", allowed: ["off", "short", "long"] },
    ],
    read,
    async write(name, value) {
      const next = JSON.stringify({ ...(await read()), [name]: value });
      await writeFile(`${path}.new`, next).catch(fail("refused"));
      await rename(`${path}.new`, path);
    },
    observe: async (now) => ({ active_workers: { value: (await read()).workers, at: now } }),
  });
}
