import { readFileSync } from "node:fs";
import { z } from "zod";
import { usageError } from "../../command-line/command-error.ts";
import { readCredentials } from "../../fleet/credentials.ts";
import { askHub, understood } from "../../fleet/hub-client.ts";
import { needed, oneOf, wholeNumber, type Given } from "../command-line.ts";
import { PersonaCliError } from "../persona-error.ts";
import type { World } from "../world.ts";

const advisorySchema = z.object({ advisoryId: z.string(), severity: z.string(), affected: z.array(z.number()) });
const severities = ["low", "moderate", "high", "critical"] as const;
const mostAffected = 1_000;

/** `persona advise PUBLISHER/NAME --severity S --title T --affected LIST [--fixed-in N] [--text FILE]`. */
export async function adviseCommand(given: Given, world: World): Promise<number> {
  const [personaId = ""] = given.words;
  if (!/^[a-z0-9-]+\/[a-z0-9-]+$/.test(personaId))
    throw usageError(`${personaId} is no Persona: write PUBLISHER/NAME.`);
  needed(given, "advise", "severity");
  const advisory = {
    severity: oneOf(given, "severity", severities, "moderate"),
    title: needed(given, "advise", "title"),
    body: given.text === undefined ? "" : textOf(given.text),
    affected: versionsOf(needed(given, "advise", "affected")),
    fixedIn: wholeNumber(given, "fixed-in", 1, null),
  };
  const response = await askHub(readCredentials(world.env), `/api/v1/personas/${personaId}/advisories`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(advisory),
  });
  const published = await understood(response, advisorySchema);
  if (given.json === true) world.out(`${JSON.stringify(published)}\n`);
  else world.out(`Published: whoever runs version ${published.affected.join(", ")} is told.\n`);
  return 0;
}

/** `1-3,5` as numbers. */
export function versionsOf(written: string): readonly number[] {
  const ranges = written.split(",").map((part) => /^\s*(\d{1,9})(?:-(\d{1,9}))?\s*$/.exec(part));
  const versions = ranges.flatMap((range) => {
    const [from, to] = [Number(range?.[1]), Number(range?.[2] ?? range?.[1])];
    if (!(from >= 1 && to >= from && to - from < mostAffected))
      throw usageError(`--affected ${written} names no versions: write 3, or 1-3,5.`);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
  return [...new Set(versions)].toSorted((a, b) => a - b);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new PersonaCliError("file-wrong", `${path} cannot be read.`);
  }
}
