"use client";

import type { AssignmentView, CandidateView, FleetView, ReviewView, Role, TrialView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { TrialSummary } from "../trials/trial-summary.tsx";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { Fact, Facts } from "../ui/facts.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Stack } from "../ui/stack.tsx";
import { DecidedList } from "../reviews/desk-list.tsx";
import { ApprovePanel } from "./approve-panel.tsx";
import { ChoosePersona } from "./choose-persona.tsx";
import { useFleet } from "./use-fleet.ts";
import { WouldDo } from "./would-do.tsx";

type Props = {
  readonly initial: FleetView;
  readonly candidates: readonly CandidateView[];
  readonly decided: readonly ReviewView[];
  readonly role: Role;
  /** The newest trial of the version in charge on this fleet. */
  readonly tried: TrialView | null;
};

/** From "which Persona" over "what would it do" to "approved". */
export function PersonaReview({ initial, candidates, decided, role, tried }: Props) {
  const { data: fleet } = useFleet(initial);
  const { assignment } = fleet;
  if (assignment === null || assignment.versionState.state === "revoked") {
    return (
      <Stack>
        <div>
          <h2>Choose {assignment === null ? "a" : "another"} Persona</h2>
          <p className="text-muted">
            An admin reviews it first. In shadow it decides on real traffic and journals what it would do; nothing is
            changed.
            {assignment !== null &&
              " Hosts that are still on their way to their safe configuration stay where they are."}
          </p>
        </div>
        <ChoosePersona fleetId={fleet.fleetId} candidates={candidates} role={role} />
        <DecidedList decided={decided} title="Decided so far" />
      </Stack>
    );
  }
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_360px]">
      <Stack>
        <AssignedCard assignment={assignment} />
        {tried !== null && <TrialSummary trial={tried} />}
        <WouldDo assignment={assignment} />
      </Stack>
      <Stack>
        <ApprovePanel fleet={fleet} assignment={assignment} role={role} />
        <DecidedList decided={decided} title="Decided so far" />
      </Stack>
    </div>
  );
}

function AssignedCard({ assignment }: { readonly assignment: AssignmentView }) {
  return (
    <Card aria-labelledby="assigned-title">
      <CardHead
        id="assigned-title"
        title={
          <>
            <Link href={`/store/${assignment.personaId}`}>{assignment.title}</Link>{" "}
            <span className="font-mono text-13 font-normal text-muted">v{assignment.version}</span>
          </>
        }
        note={
          <>
            in charge since <LocalTime at={assignment.assignedAt} as="full" />
          </>
        }
      />
      <CardBody>
        <Facts>
          <Fact term="Digest">
            <code className="text-12">{assignment.digest}</code>
          </Fact>
          <Fact term="Signed by">
            {assignment.signedBy.map((fingerprint) => (
              <code key={fingerprint} className="text-12 block wrap-anywhere">
                {fingerprint}
              </code>
            ))}
          </Fact>
        </Facts>
      </CardBody>
    </Card>
  );
}
