import type { ReviewSubject } from "@fleet-persona/hub-core";
import Link from "next/link";
import { buttonLook } from "../ui/button-look.ts";
import { classes } from "../ui/classes.ts";
import { percent } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { Row } from "../ui/row.tsx";
import { ReasonList } from "./reason-list.tsx";
import { verdictLine, verdictOf } from "./verdict-words.ts";

/** What is under review, the verdict in one line, why it is here, and the way to the decision. */
export function ReviewHead({ subject, toLookAt }: { readonly subject: ReviewSubject; readonly toLookAt: number }) {
  const { title, version, personaId, publisherName, publishedAt, manifest, gate, reasons } = subject;
  return (
    <header className="grid gap-2">
      <p className="text-12 text-muted lg:hidden">
        <Link className="underline underline-offset-3" href="/reviews">
          Reviews
        </Link>{" "}
        / {publisherName}
      </p>
      <Row spread>
        <h1>
          {title} <span className="font-mono text-16 font-normal text-muted">v{version}</span>
        </h1>
        <a className={buttonLook({ tone: "primary" })} href="#decide">
          Decide
        </a>
      </Row>
      <p className="text-20 font-medium tracking-[-0.01em]" role="status">
        <Mark tone={verdictOf(gate).tone} />
        {verdictLine(gate, toLookAt)}
      </p>
      <p className="text-muted">{manifest.summary}</p>
      <Row as="p" className="text-12 text-muted">
        <Link href={`/store/${personaId}`}>
          <code>{personaId}</code>
        </Link>
        <span>
          published <LocalTime at={publishedAt} />
        </span>
        <span>{manifest.licence}</span>
        <span>confidence {percent(manifest.confidence_score)} (claimed)</span>
      </Row>
      <ReasonList reasons={reasons} />
    </header>
  );
}

const marks = {
  good: ["✓", "text-good"],
  warn: ["!", "text-warn"],
  bad: ["✕", "text-bad"],
  open: ["○", "text-muted"],
} as const;

// Not read aloud, and no text of the line: the words say the same.
function Mark({ tone }: { readonly tone: keyof typeof marks }) {
  const [mark, colour] = marks[tone];
  return (
    <span
      aria-hidden="true"
      data-mark={mark}
      className={classes("inline-block w-[1.3em] before:content-[attr(data-mark)]", colour)}
    />
  );
}
