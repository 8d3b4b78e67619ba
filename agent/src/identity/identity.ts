import { z } from "zod";
import { AgentError } from "../agent-error.ts";
import { readFileIfPresent, writeFileAtomically } from "../state/atomic-file.ts";

const identitySchema = z.strictObject({
  tenantId: z.string().min(1),
  hostId: z.string().min(1),
  fleetId: z.string().min(1),
  gatewayUrl: z.url(),
  hostName: z.string(),
  enrolledAt: z.iso.datetime(),
});

/** Who the hub says this host is, learned once at enrolment. */
export type Identity = z.infer<typeof identitySchema>;

export function saveIdentity(path: string, identity: Identity): void {
  writeFileAtomically(path, `${JSON.stringify(identity, null, 2)}\n`);
}

/** The identity, or undefined before enrolment. */
export function findIdentity(path: string): Identity | undefined {
  const text = readFileIfPresent(path);
  if (text === undefined) return undefined;
  try {
    return identitySchema.parse(JSON.parse(text));
  } catch (error) {
    throw new AgentError(
      "not-enrolled",
      `${path} is damaged: enrol again with \`fleet-agent enrol --force\` and a new token.`,
      { cause: error },
    );
  }
}

export function loadIdentity(path: string): Identity {
  const identity = findIdentity(path);
  if (identity !== undefined) return identity;
  throw new AgentError(
    "not-enrolled",
    "This host is not enrolled: copy the install line from your fleet's page, or run `fleet-agent enrol --gateway URL --token TOKEN`.",
  );
}
