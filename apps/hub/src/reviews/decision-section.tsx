import type { ReviewSubject, Role } from "@fleet-persona/hub-core";
import type { GateSeries } from "@fleet-persona/persona";
import Link from "next/link";
import { mayApprove } from "../fleet/may.ts";
import { ConfirmForm } from "./confirm-form.tsx";
import { DecisionForm } from "./decision-form.tsx";
import { DecisionWords } from "./desk-list.tsx";

type Props = {
  readonly subject: ReviewSubject;
  readonly series: readonly GateSeries[];
  readonly role: Role;
  readonly userMail: string;
  readonly fleetId: string | undefined;
};

/** The decision itself, at the end of what it rests on. */
export function DecisionSection({ subject, series, role, userMail, fleetId }: Props) {
  const { waiting, policy } = subject;
  return (
    <section className="card decision-card" id="decide" aria-labelledby="decide-title">
      <div className="card-head">
        <h2 id="decide-title">Decide</h2>
        <p>{policy.fourEyes ? "your tenant wants two admins to approve" : "an admin's word, in the audit log"}</p>
      </div>
      <InChargeNow fleets={subject.fleets} />
      {waiting !== null && (
        <div className="card-body stack stack-small decision-waiting">
          <DecisionWords review={waiting} />
          {mayApprove(role) && <ConfirmForm review={waiting} isFirst={waiting.reviewedBy === userMail} />}
        </div>
      )}
      {!subject.entitled && isRejected(subject) ? (
        <p className="card-body notice notice-bad">The gate rejected it: nobody can approve it.</p>
      ) : !subject.entitled ? (
        <p className="card-body notice">
          <span>
            Your tenant does not have it. <Link href={`/store/${subject.personaId}`}>Get it from the store</Link> first.
          </span>
        </p>
      ) : mayApprove(role) ? (
        <DecisionForm key={subject.history.length} {...{ subject, series, fleetId }} />
      ) : (
        <p className="card-body notice">An admin of this tenant decides.</p>
      )}
    </section>
  );
}

const isRejected = ({ gate }: ReviewSubject): boolean => gate.kind === "judged" && gate.verdict === "rejected";

function InChargeNow({ fleets }: Pick<ReviewSubject, "fleets">) {
  const here = fleets.filter(({ inCharge }) => inCharge?.isThis === true);
  if (here.length === 0) return null;
  return (
    <ul role="list" className="stack stack-small gate-reasons" aria-label="Where it is in charge">
      {here.map(({ fleetId, name, inCharge }) => (
        <li key={fleetId} className="notice notice-good">
          <span>
            {inCharge?.mode === "active" ? "Acts" : "In shadow"} on {name} now.{" "}
            <Link href={`/fleets/${fleetId}/persona`}>
              See what it {inCharge?.mode === "active" ? "does" : "would do"} on {name}
            </Link>
          </span>
        </li>
      ))}
    </ul>
  );
}
