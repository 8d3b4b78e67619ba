import { HubError } from "@fleet-persona/hub-core";
import type { z } from "zod";
import { RequestRefusal } from "./api-error.ts";
import type { BodyLimits } from "./read-body.ts";
import { readText } from "./read-body.ts";
import { faultOfJson } from "./scan-json.ts";

/**
 * A JSON body that fits the schema, as it was sent: whoever uses it parses it once more into what it means. No body counts as `{}`.
 * `body-malformed` where it is no JSON or no object of that shape, `invalid-input` where one of its fields is wrong.
 */
export async function readJson<S extends z.ZodType>(
  request: Request,
  { schema, limits }: { readonly schema: S; readonly limits: BodyLimits },
): Promise<z.input<S>> {
  const value = parsed(await readText(request, limits));
  const fits = schema.safeParse(value);
  if (fits.success) return value as z.input<S>;
  const [issue] = fits.error.issues;
  const where = issue?.path.join(".") ?? "";
  const message = issue?.message ?? "It does not fit.";
  if (where === "") throw new RequestRefusal("body-malformed", 400, `The body has another shape: ${message}.`);
  throw new HubError("invalid-input", `${where}: ${message}`, where);
}

function parsed(text: string): unknown {
  if (text.trim() === "") return {};
  const fault = faultOfJson(text);
  if (fault !== null) throw new RequestRefusal("body-malformed", 400, `The body ${fault}.`);
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestRefusal("body-malformed", 400, "The body must be JSON.");
  }
}
