import type { Decision } from "@fleet-persona/engine";
import Link from "next/link";
import type { DecisionRow } from "../live/live-source.ts";
import { handoverWords } from "../live/words.ts";
import { Badge } from "../ui/badge.tsx";
import { Card } from "../ui/card.tsx";
import { classes } from "../ui/classes.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { Notice } from "../ui/notice.tsx";
import type { Answer } from "./answer.ts";
import { AttributionBars } from "./attribution-bars.tsx";
import { ConfidencePair } from "./confidence-pair.tsx";
import { differences } from "./differences.ts";
import { changeCount, type Scenario } from "./scenario.ts";
import type { Moment } from "./situation-of.ts";
import { VerdictPairs } from "./verdict-pairs.tsx";
import styles from "./what-if.module.css";

type Props = {
  readonly row: DecisionRow;
  readonly moment: Moment;
  readonly asItWas: Answer;
  readonly asItWouldBe: Answer;
  readonly scenario: Scenario;
  readonly href: string;
};

/** The decision as it was and as it would be, side by side. */
export function AnswerPanel({ row, moment, asItWas, asItWouldBe, scenario, href }: Props) {
  const { attributes } = moment.manifest;
  const changed = changeCount(scenario) > 0;
  const found = differences(asItWas.decision, asItWouldBe.decision, attributes);
  return (
    <section className={styles["answer"]} aria-label="The decision, then and now">
      <Reproduction moment={moment} asItWas={asItWas} />
      <div className={styles["sentences"]}>
        <Card as="article" className="grid gap-3 *:min-w-0 p-4">
          <p className="text-muted text-12">
            As it was, <LocalTime at={row.at} as="clock" /> on {row.hostName} ·{" "}
            <Link href={href}>the decision in full</Link>
          </p>
          <Sentence decision={row.decision} sentence={row.explanation || asItWas.sentence} />
        </Card>
        <Card as="article" className={classes("grid content-start gap-3 p-4", styles["would"])} aria-live="polite">
          <p className="text-muted text-12">
            As it would be
            {changed ? (
              <Badge tone={found.length > 0 ? "accent" : "neutral"} className={styles["verdict"]}>
                {found.length > 0 ? "decides differently" : "the same decision"}
              </Badge>
            ) : (
              ", with nothing changed yet"
            )}
          </p>
          <Sentence decision={asItWouldBe.decision} sentence={asItWouldBe.sentence} />
        </Card>
      </div>
      <VerdictPairs was={asItWas.decision} would={asItWouldBe.decision} attributes={attributes} />
      <div className={styles["pair"]}>
        <ConfidencePair was={asItWas.decision.confidence} would={asItWouldBe.decision.confidence} />
        <AttributionBars was={asItWas.attribution} would={asItWouldBe.attribution} />
      </div>
    </section>
  );
}

function Sentence({ decision, sentence }: { readonly decision: Decision; readonly sentence: string }) {
  return (
    <>
      <p className={styles["sentence"]}>{sentence}</p>
      {decision.handover !== null && (
        <p className="text-warn text-12">The fallback decides, because {handoverWords(decision.handover)}.</p>
      )}
      {decision.triggers.length > 0 && (
        <p className="text-muted text-12">Triggers active: {decision.triggers.join(", ")}</p>
      )}
    </>
  );
}

function Reproduction({ moment, asItWas }: { readonly moment: Moment; readonly asItWas: Answer }) {
  const found = differences(moment.recorded, asItWas.decision, moment.manifest.attributes);
  if (found.length === 0)
    return (
      <Notice tone="good" role="status">
        Reproduces the recorded decision: with nothing changed, this browser comes to the same one.
      </Notice>
    );
  return (
    <Notice tone="warn" role="status">
      <div>
        Does not quite reproduce the recorded decision; what follows compares with the decision made again here.
        <ul className={styles["differences"]}>
          {found.slice(0, 6).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
    </Notice>
  );
}
