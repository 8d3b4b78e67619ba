import { Avatar } from "../ui/avatar.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Notice } from "../ui/notice.tsx";
import { ProgressSteps } from "../ui/progress-steps.tsx";
import { RowsSkeleton, Skeleton } from "../ui/skeleton.tsx";
import { StaleNote } from "../ui/stale-note.tsx";
import { Stars } from "../ui/stars.tsx";
import { Step, Steps } from "../ui/steps.tsx";
import { Tag } from "../ui/tag.tsx";
import type { Tone } from "../ui/tone.ts";
import { Chapter, Specimen, Specimens } from "./specimen.tsx";

const tones: readonly (readonly [Tone, string])[] = [
  ["neutral", "Draft"],
  ["accent", "In shadow"],
  ["good", "Active"],
  ["warn", "Deprecated"],
  ["bad", "Revoked"],
];

/** How something is, and what a list says when it is empty, coming, old or broken. */
export function States() {
  return (
    <Chapter id="states" title="States" note="Never by colour alone: a shape or a word says the same.">
      <Specimens>
        <Specimen name="Badge, Tag, Avatar, Kbd, Stars">
          <Words />
        </Specimen>
        <Specimen name="Notice">
          {tones.map(([tone]) => (
            <Notice key={tone} tone={tone} role="note">
              {tone}: agents go on without the hub.
            </Notice>
          ))}
        </Specimen>
        <Specimen name="EmptyState">
          <EmptyState title="No fleet yet" action={{ href: "#states", label: "Create a fleet" }}>
            Create one, install the agent on a host with one line, and put a Persona on it in shadow.
          </EmptyState>
        </Specimen>
        <Specimen name="ErrorState">
          <ErrorState title="The hub did not answer" action={<Button tone="primary">Try again</Button>}>
            Your fleets are not affected. Try again in a moment.
          </ErrorState>
        </Specimen>
        <Specimen name="Skeleton, RowsSkeleton">
          <Skeleton shape="title" />
          <RowsSkeleton rows={2} />
          <Skeleton shape="block" />
        </Specimen>
        <Specimen name="ProgressSteps, Steps">
          <InOrder />
        </Specimen>
      </Specimens>
    </Chapter>
  );
}

function Words() {
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {tones.map(([tone, word]) => (
          <Badge key={tone} tone={tone}>
            {word}
          </Badge>
        ))}
        <StaleNote at={Date.UTC(2026, 10, 26, 8)} />
      </div>
      <div className="flex flex-wrap gap-2">
        <Tag>http.requests</Tag>
        <Tag>haproxy</Tag>
        <Tag>Apache-2.0</Tag>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Avatar name="Demo shop" />
        <Avatar name="acme" square size="medium" />
        <Avatar name="Fleet Persona" square size="large" />
        <span className="text-13">
          <Kbd>g</Kbd> <Kbd>s</Kbd> goes to the store
        </span>
      </div>
      <div className="flex flex-wrap items-center gap-4">
        <Stars value={4.3} votes={12} />
        <Stars value={1} votes={1} />
        <Stars value={0} size={18} />
      </div>
      <p className="text-13 text-muted">
        Published <LocalTime at={Date.UTC(2026, 10, 20, 9)} />, <LocalTime at={Date.UTC(2026, 10, 20, 9)} as="full" />
      </p>
    </>
  );
}

function InOrder() {
  return (
    <div className="grid gap-6">
      <ProgressSteps
        label="The gate"
        steps={[
          { title: "Signature", state: "done", note: "by acme, SHA256:9f2cA1bbQQ…" },
          { title: "Static checks", state: "done" },
          { title: "Evidence repeated", state: "now", note: "4 of 12 runs" },
          { title: "Attested", state: "waiting" },
        ]}
      />
      <ProgressSteps
        label="A gate that refused"
        steps={[{ title: "Static checks", state: "failed", note: "A loop in the model" }]}
      />
      <Card className="p-4">
        <Steps>
          <Step title="Install the agent">One line, on a host of the fleet.</Step>
          <Step title="Choose a Persona">It begins in shadow.</Step>
        </Steps>
      </Card>
    </div>
  );
}
