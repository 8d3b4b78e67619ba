import { appointPlatform } from "@fleet-persona/db";
import { accounts } from "./demo-accounts.ts";

/** Who moderates the local store: the addresses of MODERATORS, separated by commas, or the demo's own moderator. */
export function moderatorsOf(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const named = (environment.MODERATORS ?? "").split(",").map((email) => email.trim());
  const given = named.filter((email) => email !== "");
  return given.length > 0 ? given : [accounts.moderator.email];
}

/** What a local store lets reviews ask for: REVIEW_MIN_SECONDS, or what the platform asks for everywhere. */
function settingsOf({ REVIEW_MIN_SECONDS }: Readonly<Record<string, string | undefined>>): {
  review_min_seconds?: number;
} {
  return /^\d{1,9}$/.test(REVIEW_MIN_SECONDS ?? "") ? { review_min_seconds: Number(REVIEW_MIN_SECONDS) } : {};
}

/** Names, as the operator of this machine's platform, who moderates and who may publish under the platform's name. */
export function appointDemoPlatform(ownerUrl: string): Promise<void> {
  return appointPlatform({
    ownerUrl,
    moderators: moderatorsOf(process.env),
    settings: settingsOf(process.env),
    reservedNames: [{ slug: accounts.author.tenant.slug, email: accounts.author.email }],
  });
}
