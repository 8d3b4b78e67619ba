import type { ExperimentView } from "@fleet-persona/hub-core";
import { Card, CardBody, CardHead } from "../../ui/card.tsx";
import { BlockRibbon } from "../charts/block-ribbon.tsx";
import { RampSteps } from "../charts/ramp-steps.tsx";
import { durationPhrase } from "../duration-words.ts";
import { stagePhrase } from "../status-words.ts";
import { Term } from "../term.tsx";

type Props = { readonly experiment: ExperimentView };

/** How far it has come: the ramp as steps, or the blocks of a switchback in time. */
export function StageCard({ experiment }: Props) {
  const { plan, ramp, blocks } = experiment;
  if (plan.design.kind === "switchback")
    return <BlocksCard experiment={experiment} blocks={blocks} design={plan.design} />;
  if (ramp.length === 0) return null;
  const phrase = stagePhrase(experiment);
  return (
    <Card aria-labelledby="ramp-title">
      <CardHead id="ramp-title" title="Ramp" note={phrase ?? "share of the hosts that leave the control"} />
      <CardBody>
        <RampSteps steps={ramp} />
      </CardBody>
    </Card>
  );
}

type BlocksProps = Props & {
  readonly blocks: ExperimentView["blocks"];
  readonly design: { readonly blockS: number; readonly washOutS: number };
};

function BlocksCard({ experiment, blocks, design: { blockS, washOutS } }: BlocksProps) {
  const { arms, startedAt } = experiment;
  const last = blocks?.list.at(-1);
  return (
    <Card aria-labelledby="blocks-title">
      <CardHead
        id="blocks-title"
        title={<Term of="switchback">Blocks in turns</Term>}
        note={
          <>
            {durationPhrase(blockS)} each, the first {durationPhrase(washOutS)} <Term of="wash-out" />
          </>
        }
      />
      <CardBody className="grid gap-3">
        {blocks === null || last === undefined || startedAt === null ? (
          <p className="text-13 text-muted">The first block has not begun.</p>
        ) : (
          <>
            <p className="text-13">
              {blocks.counted} counted, {blocks.leftOut} left out
              {blocks.current !== null && `; now ${titleOf(experiment, blocks.current.arm)}`}
            </p>
            <BlockRibbon
              blocks={blocks.list}
              arms={arms}
              washOutMs={washOutS * 1_000}
              from={blocks.list[0]?.from ?? startedAt}
              until={last.until}
            />
          </>
        )}
      </CardBody>
    </Card>
  );
}

function titleOf({ arms }: ExperimentView, arm: string): string {
  return arms.find(({ name }) => name === arm)?.title ?? arm;
}
