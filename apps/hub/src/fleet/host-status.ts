import { statusSchema } from "@fleet-persona/protocol";
import type { HostStatus } from "@fleet-persona/protocol";

/** A host's last status message, or null when it has sent none this hub can read. */
export function hostStatus(status: unknown): HostStatus | null {
  const parsed = statusSchema.safeParse(status);
  return parsed.success ? parsed.data : null;
}

export type HostProblem = { readonly tone: "warn" | "bad"; readonly sentence: string };

/** What an operator should know about a host, most urgent first. */
export function hostProblems(status: HostStatus | null): readonly HostProblem[] {
  if (status === null) return [];
  const lost = status.health.targets
    .filter(({ state }) => state === "lost")
    .map(({ name, message }): HostProblem => ({
      tone: "bad",
      sentence: `Target ${name} is lost${message === null ? "" : `: ${message}`}`,
    }));
  const { persona } = status;
  const refused: HostProblem[] =
    persona?.state === "failed"
      ? [
          {
            tone: "bad",
            sentence: `${persona.id} v${persona.version} was refused: ${persona.message ?? persona.code ?? "no reason given"}`,
          },
        ]
      : [];
  const fallback: HostProblem[] =
    status.health.fallback === null
      ? []
      : [{ tone: "warn", sentence: `The fallback decides: ${status.health.fallback}` }];
  const { revocation } = status;
  const held: HostProblem[] =
    revocation?.state === "held"
      ? [
          {
            tone: "warn",
            sentence: `It cannot reach its safe configuration: ${revocation.message ?? "no reason known"}`,
          },
        ]
      : [];
  return [...lost, ...refused, ...held, ...fallback];
}
