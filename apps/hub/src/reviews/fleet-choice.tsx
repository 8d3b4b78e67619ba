import type { ReviewSubject, SubjectFleet } from "@fleet-persona/hub-core";
import Link from "next/link";
import { Checkbox } from "../ui/checkbox.tsx";
import { FieldGroup } from "../ui/field-group.tsx";
import { Notice } from "../ui/notice.tsx";

type Props = {
  readonly subject: ReviewSubject;
  readonly chosen: readonly SubjectFleet["fleetId"][];
  readonly choose: (fleetIds: readonly SubjectFleet["fleetId"][]) => void;
};

/** Which fleets a decision is about, each with what is in charge there now. */
export function FleetChoice({ subject: { fleets }, chosen, choose }: Props) {
  if (fleets.length === 0) {
    return (
      <Notice>
        <span>
          There is no fleet to approve it for. <Link href="/fleets/new">Create a fleet</Link> first.
        </span>
      </Notice>
    );
  }
  return (
    <FieldGroup legend="For">
      {fleets.map((fleet) => (
        <Checkbox
          key={fleet.fleetId}
          checked={chosen.includes(fleet.fleetId)}
          onChange={(event) =>
            choose(
              event.target.checked ? [...chosen, fleet.fleetId] : chosen.filter((known) => known !== fleet.fleetId),
            )
          }
          label={
            <>
              <span className="font-medium">{fleet.name}</span>{" "}
              <span className="text-muted">
                {fleet.hosts} {fleet.hosts === 1 ? "host" : "hosts"}, {nowWords(fleet)}
              </span>
            </>
          }
        />
      ))}
    </FieldGroup>
  );
}

function nowWords({ inCharge }: SubjectFleet): string {
  if (inCharge === null) return "no Persona now";
  const what = inCharge.isThis ? "this version" : `${inCharge.personaId} v${inCharge.version}`;
  return inCharge.mode === "active" ? `${what} acts now` : `${what} shadows now`;
}
