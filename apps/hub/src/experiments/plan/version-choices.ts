import type { AssignmentView, CandidateView } from "@fleet-persona/hub-core";
import type { VersionChoice } from "./arm-fields.tsx";

/** What an arm may run: the version in charge, and the newest of everything the tenant got; approved ones first. */
export function versionChoices(
  candidates: readonly CandidateView[],
  assignment: Pick<AssignmentView, "personaVersionId" | "title" | "version" | "approvedAt"> | null,
): readonly VersionChoice[] {
  const newest = candidates.map(({ personaVersionId, listing, version, permission }) => ({
    personaVersionId: personaVersionId as string,
    words: `${listing.title} version ${version}, by ${listing.publisherName}`,
    approved: permission?.mode === "active",
  }));
  const current =
    assignment === null || newest.some(({ personaVersionId }) => personaVersionId === assignment.personaVersionId)
      ? []
      : [
          {
            personaVersionId: assignment.personaVersionId as string,
            words: `${assignment.title} version ${assignment.version}, in charge`,
            approved: assignment.approvedAt !== null,
          },
        ];
  return [...current, ...newest].toSorted((a, b) => Number(b.approved) - Number(a.approved));
}
