import { reasonTitle } from "@fleet-persona/hub-core";
import type { OwnHold } from "@fleet-persona/hub-core";
import { Badge } from "../ui/badge.tsx";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Notice } from "../ui/notice.tsx";
import { AppealForm } from "./appeal-form.tsx";
import { kindWords } from "./moderation-words.ts";

/** One thing of the tenant's that a moderator hid: what, why, and what came of an appeal. */
export function OwnHoldCard({ hold, mayAppeal }: { readonly hold: OwnHold; readonly mayAppeal: boolean }) {
  const { kind, thing, reason, note, hiddenAt, restoredAt, appeal, holdId } = hold;
  return (
    <Card as="article">
      <CardHead title={thing?.title ?? kindWords[kind]} note={`${kindWords[kind]} ${thing?.address ?? ""}`}>
        {restoredAt === null ? <Badge tone="bad">hidden</Badge> : <Badge tone="good">restored</Badge>}
      </CardHead>
      <CardBody className="grid gap-4">
        <Notice tone="warn">
          <p className="font-medium">{reasonTitle(reason)}</p>
          {note !== "" && <p className="whitespace-pre-line wrap-anywhere">{note}</p>}
          <p className="text-12">
            Hidden <LocalTime at={hiddenAt} />
          </p>
        </Notice>
        {thing !== null && thing.body !== "" && (
          <p className="max-w-read whitespace-pre-line wrap-anywhere text-muted">{thing.body}</p>
        )}
        {appeal !== null && <Appealed appeal={appeal} />}
        {appeal === null && restoredAt === null && mayAppeal && <AppealForm holdId={holdId} />}
      </CardBody>
    </Card>
  );
}

function Appealed({ appeal }: { readonly appeal: NonNullable<OwnHold["appeal"]> }) {
  return (
    <div className="grid gap-2 border-l-2 border-line-strong pl-3">
      <p className="text-12 text-muted">
        You appealed <LocalTime at={appeal.appealedAt} />
      </p>
      <p className="whitespace-pre-line wrap-anywhere">{appeal.body}</p>
      <p className="text-13 font-medium">
        {appeal.outcome === null
          ? "It waits for a moderator."
          : appeal.outcome === "restored"
            ? "A moderator agreed: it can be read again."
            : "A moderator looked again: it stays hidden."}
      </p>
      {appeal.note !== null && appeal.note !== "" && (
        <p className="text-13 whitespace-pre-line wrap-anywhere">{appeal.note}</p>
      )}
    </div>
  );
}
