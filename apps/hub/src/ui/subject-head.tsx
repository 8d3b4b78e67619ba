import type { ReactNode } from "react";
import { Row } from "./row.tsx";

type Props = {
  /** Where it belongs: the way back. */
  readonly above: ReactNode;
  readonly title: ReactNode;
  /** What it comes to, in one sentence that is read first. */
  readonly sentence?: ReactNode;
  /** What may be done to it. */
  readonly actions?: ReactNode;
  /** Its state and what else is known at a glance. */
  readonly children?: ReactNode;
};

/** The head of a page about one thing that goes on: an experiment, a campaign, a trial. It opens with its sentence. */
export function SubjectHead({ above, title, sentence, actions, children }: Props) {
  return (
    <header className="grid min-w-0 gap-2">
      <div className="text-12 text-muted">{above}</div>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <h1 className="min-w-0 flex-[1_1_320px] wrap-anywhere">{title}</h1>
        {actions !== undefined && <Row>{actions}</Row>}
      </div>
      {sentence !== undefined && (
        <p className="max-w-[76ch] text-20 leading-snug font-medium tracking-[-0.008em]">{sentence}</p>
      )}
      {children !== undefined && <Row className="text-13 text-muted">{children}</Row>}
    </header>
  );
}
