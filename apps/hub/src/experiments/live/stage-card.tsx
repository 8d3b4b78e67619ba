import type { ExperimentView } from "@fleet-persona/hub-core";
import { RampSteps } from "../charts/ramp-steps.tsx";
import { BlockRibbon } from "../charts/block-ribbon.tsx";
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
    <section className="card" aria-labelledby="ramp-title">
      <div className="card-head">
        <h2 id="ramp-title">Ramp</h2>
        <p>{phrase ?? "share of the hosts that leave the control"}</p>
      </div>
      <div className="card-body">
        <RampSteps steps={ramp} />
      </div>
    </section>
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
    <section className="card" aria-labelledby="blocks-title">
      <div className="card-head">
        <h2 id="blocks-title">
          <Term of="switchback">Blocks in turns</Term>
        </h2>
        <p>
          {durationPhrase(blockS)} each, the first {durationPhrase(washOutS)} <Term of="wash-out" />
        </p>
      </div>
      <div className="card-body stack stack-small">
        {blocks === null || last === undefined || startedAt === null ? (
          <p className="muted small">The first block has not begun.</p>
        ) : (
          <>
            <p className="small">
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
      </div>
    </section>
  );
}

function titleOf({ arms }: ExperimentView, arm: string): string {
  return arms.find(({ name }) => name === arm)?.title ?? arm;
}
