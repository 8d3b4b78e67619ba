"use client";

import { installLine } from "@fleet-persona/persona";
import type { EnrolmentTokenView, HostView } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useHosts } from "../fleet/use-fleet.ts";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { WaitingForAgent } from "./waiting-for-agent.tsx";
import { Button } from "../ui/button.tsx";
import { CopyText } from "../ui/copy-text.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { Step, Steps } from "../ui/steps.tsx";

const ttlSeconds = 3_600;

type Props = {
  readonly fleetId: string;
  readonly hubUrl: string;
  readonly gatewayUrl: string;
  readonly release: { readonly version: string; readonly digest: string; readonly installerDigest: string };
  readonly targetsFile: string;
  readonly hosts: readonly HostView[];
};

/** Makes one line with a one-time token, and watches for the host that uses it. */
export function InstallPanel({ fleetId, hubUrl, gatewayUrl, release, targetsFile, hosts: initial }: Props) {
  const { data: hosts } = useHosts(fleetId, initial);
  const [targets, setTargets] = useState(targetsFile);
  const create = useMutation({
    mutationFn: () => trpc.createEnrolmentToken.mutate({ fleetId, ttlSeconds }),
  });
  return (
    <Steps>
      <Step title="What should it steer?" level={2}>
        <Field
          label="Targets file on the host"
          hint="It tells the agent where HAProxy listens and which limits it must keep; only this file can widen them, nothing remote can. Leave it empty on a host whose agent has one already."
        >
          {(id, describedBy) => (
            <Input
              id={id}
              aria-describedby={describedBy}
              className="font-mono"
              value={targets}
              onChange={(event) => setTargets(event.target.value)}
              placeholder="/etc/fleet-agent/targets.json"
              spellCheck={false}
              autoComplete="off"
            />
          )}
        </Field>
      </Step>
      <Step title="Run one line on the host" level={2}>
        {create.data === undefined ? (
          <div>
            <Button tone="primary" disabled={create.isPending} onClick={() => create.mutate()}>
              {create.isPending ? "Creating…" : "Create the install line"}
            </Button>
          </div>
        ) : (
          <LineWithToken
            line={installLine({ hubUrl, gatewayUrl, release, token: create.data.token, targetsFile: targets })}
            release={release}
          />
        )}
        {create.isError && <Notice tone="bad">{sentenceOf(create.error)}</Notice>}
      </Step>
      <Step title="The agent connects" level={2}>
        <Arrival token={create.data} hosts={hosts} fleetId={fleetId} renew={() => create.mutate()} />
      </Step>
    </Steps>
  );
}

function LineWithToken({ line, release }: { readonly line: string; readonly release: Props["release"] }) {
  return (
    <>
      <CopyText block label="Install line" text={line} />
      <p className="text-muted text-12">
        The token works once, for one host of this fleet. The line runs nothing but the installer and the agent of the
        signed release {release.version}, and the host makes its own key: this hub never sees it. Should you not trust
        this page, <code>fleet install-line</code> on your own machine checks the release's signature and prints the
        line.
      </p>
    </>
  );
}

type ArrivalProps = {
  readonly token: EnrolmentTokenView | undefined;
  readonly hosts: readonly HostView[];
  readonly fleetId: string;
  readonly renew: () => void;
};

function Arrival({ token, hosts, fleetId, renew }: ArrivalProps) {
  if (token === undefined) return <p className="text-muted text-13">Create the line first.</p>;
  // A host that was here before may come again with the same key: the time of enrolling tells, not its id.
  const arrived = hosts.find(({ enrolledAt }) => enrolledAt >= token.expiresAt - ttlSeconds * 1_000);
  return <WaitingForAgent host={arrived ?? null} expiresAt={token.expiresAt} fleetId={fleetId} renew={renew} />;
}
