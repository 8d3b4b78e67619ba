import { fleetConfigSchema } from "@fleet-persona/fleet-config";
import { z } from "zod";
import type { Credentials } from "./credentials.ts";
import { FleetError, type FailureKind } from "./fleet-error.ts";

const changeSchema = z.object({
  kind: z.string(),
  path: z.string(),
  sentence: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});
const planSchema = z.object({
  baseVersion: z.number(),
  changes: z.array(changeSchema),
  refusals: z.array(z.object({ code: z.string(), path: z.string(), message: z.string() })),
});
const appliedSchema = z.object({ version: z.number(), changes: z.array(changeSchema) });
const listSchema = z.object({
  fleets: z.array(z.object({ slug: z.string(), name: z.string(), configVersion: z.number(), hosts: z.number() })),
});
const exportSchema = z.object({ version: z.number(), config: fleetConfigSchema });
const problemSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    problems: z.array(z.object({ path: z.string(), line: z.number(), message: z.string() })).optional(),
  }),
});

export type Plan = z.output<typeof planSchema>;
export type Applied = z.output<typeof appliedSchema>;

const patienceMs = 20_000;

/** The hub's HTTP API, as the commands use it. Everything that goes wrong is a FleetError. */
export type HubClient = {
  readonly hub: string;
  listFleets(): Promise<z.output<typeof listSchema>["fleets"]>;
  exportYaml(fleet: string): Promise<string>;
  exportJson(fleet: string): Promise<z.output<typeof exportSchema>>;
  plan(fleet: string, document: string, options: { acceptMissing: boolean }): Promise<Plan>;
  apply(
    fleet: string,
    document: string,
    options: { acceptMissing: boolean; baseVersion: number; note: string },
  ): Promise<Applied>;
};

/** A client of one hub with one token. */
export function hubClient(credentials: Credentials): HubClient {
  const configOf = (fleet: string) => `/api/v1/fleets/${encodeURIComponent(fleet)}/config`;
  const ask = (path: string, init?: RequestInit) => askHub(credentials, path, init);
  const post = (fleet: string, document: string, query: Record<string, string>) =>
    ask(`${configOf(fleet)}?${new URLSearchParams(query).toString()}`, {
      method: "POST",
      body: document,
      headers: { "content-type": "application/yaml" },
    });
  const missing = (accept: boolean): Record<string, string> => (accept ? { accept_missing: "1" } : {});
  return {
    hub: credentials.hub,
    listFleets: async () => (await understood(await ask("/api/v1/fleets"), listSchema)).fleets,
    exportYaml: async (fleet) => (await ask(configOf(fleet), { headers: { accept: "application/yaml" } })).text(),
    exportJson: async (fleet) => understood(await ask(configOf(fleet)), exportSchema),
    plan: async (fleet, document, { acceptMissing }) =>
      understood(await post(fleet, document, { plan: "1", ...missing(acceptMissing) }), planSchema),
    apply: async (fleet, document, { acceptMissing, baseVersion, note }) => {
      const query = { base_version: String(baseVersion), note, ...missing(acceptMissing) };
      return understood(await post(fleet, document, query), appliedSchema);
    },
  };
}

/** A hub, and the token that is sent to it; null for what everybody may read. */
type Asked = Omit<Credentials, "token"> & { readonly token: string | null };

/** One request with the login's token; everything but a good answer is a FleetError, `hub-unreachable` where nobody answered. */
export async function askHub(
  { hub, token }: Asked,
  path: string,
  { signal, ...init }: RequestInit = {},
): Promise<Response> {
  const headers = new Headers(init.headers);
  if (token !== null) headers.set("authorization", `Bearer ${token}`);
  let response: Response;
  try {
    // A hub answers itself: a token must not follow a redirect to somebody else.
    response = await fetch(`${hub}${path}`, {
      ...init,
      headers,
      redirect: "error",
      signal: signal ?? AbortSignal.timeout(patienceMs),
    });
  } catch (error) {
    throw unreachable(hub, error);
  }
  if (response.ok) return response;
  throw await failureOf(response, hub);
}

// An answer can break off after it has begun.
async function textOf(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    throw unreachable(new URL(response.url).origin, error);
  }
}

function unreachable(hub: string, error: unknown): FleetError {
  const message = `${hub} does not answer (${reasonOf(error)}): check the address and try again.`;
  return new FleetError("hub-refused", message, { code: "hub-unreachable" });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

async function failureOf(response: Response, hub: string): Promise<FleetError> {
  const parsed = problemSchema.safeParse(jsonOf(await textOf(response)));
  if (!parsed.success) {
    // What stands before a hub speaks for it while it is away.
    const code = response.status >= 500 ? "hub-unreachable" : "hub-refused";
    return new FleetError("hub-refused", `${hub} answered ${response.status}: is it a hub?`, { code });
  }
  const { code, message, problems = [] } = parsed.data.error;
  return new FleetError(kindOf(response.status, code), message, { code, problems });
}

function kindOf(status: number, code: string): FailureKind {
  if (status === 409 || status === 412) return "conflict";
  return code === "document-refused" ? "file-wrong" : "hub-refused";
}

/** The answer as its schema has it. */
export async function understood<S extends z.ZodType>(response: Response, schema: S): Promise<z.output<S>> {
  const parsed = schema.safeParse(jsonOf(await textOf(response)));
  if (parsed.success) return parsed.data;
  throw new FleetError("hub-refused", "The hub's answer has another shape than this program knows: update it.");
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
