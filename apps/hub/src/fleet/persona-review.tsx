"use client";

import type { CandidateView, FleetView, ReviewView, Role, TrialView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { TrialSummary } from "../trials/trial-summary.tsx";
import { LocalTime } from "../ui/local-time.tsx";
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
      <div className="stack">
        <div>
          <h2>Choose {assignment === null ? "a" : "another"} Persona</h2>
          <p className="muted">
            An admin reviews it first. In shadow it decides on real traffic and journals what it would do; nothing is
            changed.
            {assignment !== null &&
              " Hosts that are still on their way to their safe configuration stay where they are."}
          </p>
        </div>
        <ChoosePersona fleetId={fleet.fleetId} candidates={candidates} role={role} />
        <DecidedList decided={decided} title="Decided so far" />
      </div>
    );
  }
  return (
    <div className="review">
      <div className="stack">
        <section className="card" aria-labelledby="assigned-title">
          <div className="card-head">
            <h2 id="assigned-title">
              <Link href={`/store/${assignment.personaId}`}>{assignment.title}</Link>{" "}
              <span className="mono muted small">v{assignment.version}</span>
            </h2>
            <p>
              in charge since <LocalTime at={assignment.assignedAt} as="full" />
            </p>
          </div>
          <dl className="facts card-body">
            <dt>Digest</dt>
            <dd>
              <code className="tiny">{assignment.digest}</code>
            </dd>
            <dt>Signed by</dt>
            <dd>
              {assignment.signedBy.map((fingerprint) => (
                <code key={fingerprint} className="tiny fingerprint">
                  {fingerprint}
                </code>
              ))}
            </dd>
          </dl>
        </section>
        {tried !== null && <TrialSummary trial={tried} />}
        <WouldDo assignment={assignment} />
      </div>
      <div className="stack">
        <ApprovePanel fleet={fleet} assignment={assignment} role={role} />
        <DecidedList decided={decided} title="Decided so far" />
      </div>
    </div>
  );
}
