"use client";

import type { DomainFinding, DomainView } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { FormEvent } from "react";
import { trpc } from "../trpc/client.ts";
import { AskFirst } from "../ui/ask-first.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { CopyText } from "../ui/copy-text.tsx";
import { Fact, Facts } from "../ui/facts.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Notice } from "../ui/notice.tsx";
import { Row } from "../ui/row.tsx";
import { Stack } from "../ui/stack.tsx";

type Props = {
  /** Its slug. */
  readonly publisher: string;
  readonly initial: DomainView | null;
  readonly mayChange: boolean;
};

/** A publisher's domain: claimed, proved by a record in the DNS, looked at again, given back. */
export function DomainCard({ publisher, initial, mayChange }: Props) {
  const [domain, setDomain] = useState(initial);
  return (
    <Card aria-label={`Domain of ${publisher}`}>
      <CardHead title="Domain" note="Shown beside your name in the store, once the DNS says that it is yours.">
        {domain !== null && <DomainBadge state={domain.state} />}
      </CardHead>
      <CardBody>
        {domain === null ? (
          <ClaimForm publisher={publisher} mayChange={mayChange} claimed={setDomain} />
        ) : (
          <ClaimedDomain domain={domain} mayChange={mayChange} changed={setDomain} />
        )}
      </CardBody>
    </Card>
  );
}

const badges = {
  pending: ["neutral", "not proved yet"],
  verified: ["good", "verified"],
  failing: ["warn", "record missing"],
} as const;

function DomainBadge({ state }: Pick<DomainView, "state">) {
  const [tone, words] = badges[state];
  return <Badge tone={tone}>{words}</Badge>;
}

type ClaimProps = {
  readonly publisher: string;
  readonly mayChange: boolean;
  readonly claimed: (domain: DomainView) => void;
};

function ClaimForm({ publisher, mayChange, claimed }: ClaimProps) {
  const [typed, setTyped] = useState("");
  const claim = useMutation({
    mutationFn: () => trpc.claimDomain.mutate({ publisher, domain: typed }),
    onSuccess: claimed,
  });
  if (!mayChange) return <p className="text-13 text-muted">No domain. An admin can claim one.</p>;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    claim.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="small">
        <Field label="Your domain" hint="As in acme.com. Letters of other scripts are shown as the DNS spells them.">
          {(id, describedBy) => (
            <Input
              id={id}
              aria-describedby={describedBy}
              required
              maxLength={300}
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <FailedCall of={claim} />
        <div>
          <Button tone="primary" type="submit" disabled={claim.isPending}>
            Claim it
          </Button>
        </div>
      </Stack>
    </form>
  );
}

const findings: Readonly<Record<DomainFinding, string>> = {
  right: "The record is there.",
  wrong: "There is a record, with another value.",
  none: "There is no such record yet. New records take a while to be seen, an hour at times.",
  unanswered: "The name servers of the domain did not answer.",
};

type ClaimedProps = {
  readonly domain: DomainView;
  readonly mayChange: boolean;
  readonly changed: (domain: DomainView | null) => void;
};

function ClaimedDomain({ domain, mayChange, changed }: ClaimedProps) {
  const { publisher, record, state, checkedAt, finding, lostAt } = domain;
  const check = useMutation({ mutationFn: () => trpc.checkDomain.mutate({ publisher }), onSuccess: changed });
  const remove = async (): Promise<void> => {
    await trpc.removeDomain.mutate({ publisher });
    changed(null);
  };
  return (
    <Stack gap="medium">
      <Facts>
        <Fact term="Domain">
          <code>{domain.domain}</code>
        </Fact>
        <Fact term="TXT record">
          <CopyText text={record.name} what="the record's name" />
        </Fact>
        <Fact term="Value">
          <CopyText text={record.value} what="the record's value" />
        </Fact>
        {checkedAt !== null && (
          <Fact term="Looked at">
            <LocalTime at={checkedAt} />
          </Fact>
        )}
      </Facts>
      {finding !== null && (finding !== "right" || state === "verified") && (
        <Notice tone={finding === "right" ? "good" : "warn"}>
          {findings[finding]}
          {lostAt !== null && (
            <>
              {" "}
              Unless it comes back, the domain is no longer shown as yours from <LocalTime at={lostAt} as="full" />.
            </>
          )}
        </Notice>
      )}
      <FailedCall of={check} />
      {mayChange && (
        <Row>
          <Button
            tone={state === "pending" ? "primary" : "plain"}
            disabled={check.isPending}
            onClick={() => check.mutate()}
          >
            {check.isPending ? "Looking…" : "Look now"}
          </Button>
          <AskFirst
            label="Give it back"
            tone="danger"
            question={`Give ${domain.domain} back?`}
            consequence="It is no longer shown beside your name, and another seller may prove it."
            yes="Give it back"
            no="Keep it"
            tell={remove}
          />
        </Row>
      )}
    </Stack>
  );
}
