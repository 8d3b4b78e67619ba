import type { ReviewSubject, Role } from "@fleet-persona/hub-core";
import type { GateSeries } from "@fleet-persona/persona";
import Link from "next/link";
import { mayApprove } from "../fleet/may.ts";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { Notice } from "../ui/notice.tsx";
import { Stack } from "../ui/stack.tsx";
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
    <Card className="border-accent!" id="decide" aria-labelledby="decide-title">
      <CardHead
        id="decide-title"
        title="Decide"
        note={policy.fourEyes ? "your tenant wants two admins to approve" : "an admin's word, in the audit log"}
      />
      <InChargeNow fleets={subject.fleets} />
      {waiting !== null && (
        <CardBody className="grid gap-3 border-b border-line">
          <DecisionWords review={waiting} />
          {mayApprove(role) && <ConfirmForm review={waiting} isFirst={waiting.reviewedBy === userMail} />}
        </CardBody>
      )}
      {!subject.entitled && isRejected(subject) ? (
        <CardBody>
          <Notice tone="bad">The gate rejected it: nobody can approve it.</Notice>
        </CardBody>
      ) : !subject.entitled ? (
        <CardBody>
          <Notice>
            Your tenant does not have it. <Link href={`/store/${subject.personaId}`}>Get it from the store</Link> first.
          </Notice>
        </CardBody>
      ) : mayApprove(role) ? (
        <DecisionForm key={subject.history.length} {...{ subject, series, fleetId }} />
      ) : (
        <CardBody>
          <Notice>An admin of this tenant decides.</Notice>
        </CardBody>
      )}
    </Card>
  );
}

const isRejected = ({ gate }: ReviewSubject): boolean => gate.kind === "judged" && gate.verdict === "rejected";

function InChargeNow({ fleets }: Pick<ReviewSubject, "fleets">) {
  const here = fleets.filter(({ inCharge }) => inCharge?.isThis === true);
  if (here.length === 0) return null;
  return (
    <Stack role="list" as="ul" gap="small" className="px-4 pt-4" aria-label="Where it is in charge">
      {here.map(({ fleetId, name, inCharge }) => (
        <li key={fleetId}>
          <Notice tone="good">
            <span>
              {inCharge?.mode === "active" ? "Acts" : "In shadow"} on {name} now.{" "}
              <Link href={`/fleets/${fleetId}/persona`}>
                See what it {inCharge?.mode === "active" ? "does" : "would do"} on {name}
              </Link>
            </span>
          </Notice>
        </li>
      ))}
    </Stack>
  );
}
