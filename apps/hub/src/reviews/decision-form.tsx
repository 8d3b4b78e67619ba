"use client";

import type { ReviewSubject } from "@fleet-persona/hub-core";
import type { GateSeries } from "@fleet-persona/persona";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { FieldGroup } from "../ui/field-group.tsx";
import { Field } from "../ui/field.tsx";
import { Row } from "../ui/row.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { BoundsFields } from "./bounds-fields.tsx";
import { approveWords, firstDraft, missingOn, quarantineCodes, whyNotYet } from "./decision-draft.ts";
import type { Draft } from "./decision-draft.ts";
import { FleetChoice } from "./fleet-choice.tsx";
import { ModeChoice } from "./mode-choice.tsx";

type Props = {
  readonly subject: ReviewSubject;
  readonly series: readonly GateSeries[];
  readonly fleetId: string | undefined;
};

/** Yes to these fleets within these bounds, or no with a reason. */
export function DecisionForm({ subject, series, fleetId }: Props) {
  const [draft, setDraft] = useState(() => firstDraft(subject, fleetId));
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const { approve, refuse } = useDecisions(subject, draft);
  const blocked = whyNotYet(subject, draft);
  const busy = approve.isPending || refuse.isPending;
  const mayRefuse = draft.fleetIds.length > 0 && draft.note.trim() !== "";
  return (
    <form
      className="grid gap-4 p-4"
      aria-label="Decide"
      onSubmit={(event) => {
        event.preventDefault();
        approve.mutate();
      }}
    >
      <FleetChoice subject={subject} chosen={draft.fleetIds} choose={(fleetIds) => change({ fleetIds })} />
      <ModeChoice mode={draft.mode} choose={(mode) => change({ mode })} />
      <BoundsFields {...{ subject, series }} bounds={draft.bounds} set={(bounds) => change({ bounds })} />
      <Acknowledgements subject={subject} draft={draft} change={change} />
      <Field label="Note" hint="Kept in the audit log. A refusal needs one.">
        {(id) => (
          <TextArea
            id={id}

            value={draft.note}
            maxLength={2_000}
            onChange={(event) => change({ note: event.target.value })}
          />
        )}
      </Field>
      <Row>
        <Button tone="primary" size="large" type="submit" disabled={blocked !== null || busy}>
          {approve.isPending ? "Approving…" : approveWords(draft)}
        </Button>
        <Button
          tone="danger"
          size="large"

          disabled={!mayRefuse || busy}
          title={mayRefuse ? undefined : "Choose a fleet and write a note first"}
          onClick={() => refuse.mutate()}
        >
          {refuse.isPending ? "Refusing…" : "Refuse"}
        </Button>
        {blocked !== null && <span className="text-13 text-muted">{blocked}</span>}
      </Row>
      <FailedCall of={approve} />
      <FailedCall of={refuse} />
    </form>
  );
}

function useDecisions(
  { personaVersionId }: ReviewSubject,
  { fleetIds, mode, bounds, note, named, acceptMissing }: Draft,
) {
  const router = useRouter();
  const about = { personaVersionId, fleetIds: [...fleetIds], note: note.trim() };
  const onSuccess = () => router.refresh();
  const approve = useMutation({
    mutationFn: () =>
      trpc.approveVersion.mutate({ ...about, mode, bounds, quarantineReasons: [...named], acceptMissing }),
    onSuccess,
  });
  const refuse = useMutation({ mutationFn: () => trpc.refuseVersion.mutate(about), onSuccess });
  return { approve, refuse };
}

type AcknowledgementProps = {
  readonly subject: ReviewSubject;
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
};

/** What has to be said out loud: each reason of a quarantine, and that a missing signal is fine. */
function Acknowledgements({ subject, draft, change }: AcknowledgementProps) {
  const codes = quarantineCodes(subject);
  const missing = missingOn(subject, draft);
  const { gate } = subject;
  if (codes.length === 0 && missing.length === 0) return null;
  const messageOf = (code: string): string =>
    (gate.kind === "judged" && gate.reasons.find((reason) => reason.code === code)?.message) || code;
  const name = (code: string, on: boolean) =>
    change({ named: on ? [...draft.named, code] : draft.named.filter((known) => known !== code) });
  return (
    <FieldGroup legend="I have read, and it is fine with me">
      {codes.map((code) => (
        <Checkbox
          key={code}
          label={messageOf(code)}
          checked={draft.named.includes(code)}
          onChange={(event) => name(code, event.target.checked)}
        />
      ))}
      {missing.length > 0 && (
        <Checkbox
          label={`Nobody supplies ${missing.join(", ")} yet: the fallback decides there.`}
          checked={draft.acceptMissing}
          onChange={(event) => change({ acceptMissing: event.target.checked })}
        />
      )}
    </FieldGroup>
  );
}
