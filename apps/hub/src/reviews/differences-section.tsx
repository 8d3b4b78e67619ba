import type { ReviewSubject } from "@fleet-persona/hub-core";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { classes } from "../ui/classes.ts";
import { Tag } from "../ui/tag.tsx";
import { differencesOf } from "./differences.ts";
import type { Difference } from "./differences.ts";

const washes = { added: "bg-good-wash", removed: "bg-bad-wash", changed: false } as const;
const marks = { added: "+", removed: "−", changed: "→" } as const;

/** What this version says otherwise than the one in use, or than the one published before. */
export function DifferencesSection({ subject }: { readonly subject: ReviewSubject }) {
  const { earlier, manifest } = subject;
  if (earlier === null) {
    return (
      <Card id="differences" aria-labelledby="differences-title">
        <CardHead id="differences-title" title="Differences" />
        <p className="p-4 text-muted">This is its first version: there is nothing to compare it with.</p>
      </Card>
    );
  }
  const groups = differencesOf(subject, earlier);
  return (
    <Card id="differences" aria-labelledby="differences-title">
      <CardHead
        id="differences-title"
        title={<>Differences from v{earlier.version}</>}
        note={earlier.inUse ? "the version on your fleets" : "the version published before"}
      />
      {manifest.changelog.length > 0 && (
        <CardBody className="grid gap-1 text-13">
          <p className="text-12 text-muted">In the author's words</p>
          {manifest.changelog.map(({ kind, text }) => (
            <p key={kind + text}>
              <Tag>{kind}</Tag> {text}
            </p>
          ))}
        </CardBody>
      )}
      {groups.length === 0 && (
        <p className="p-4 text-muted">Nothing that the manifest says changed: only the model's weights did.</p>
      )}
      {groups.map(({ title, differences }) => (
        <div key={title}>
          <h3 className="border-t border-line px-4 pt-3 pb-2">{title}</h3>
          <ul role="list" className="divide-y divide-line border-t border-line">
            {differences.map((difference) => (
              <DifferenceLine key={difference.what} difference={difference} />
            ))}
          </ul>
        </div>
      ))}
    </Card>
  );
}

function DifferenceLine({ difference: { kind, what, before, after } }: { readonly difference: Difference }) {
  return (
    <li className={classes("grid grid-cols-[20px_minmax(0,1fr)] px-4 py-1.5 text-13 wrap-anywhere", washes[kind])}>
      <span className="font-mono text-[0.93em]" aria-hidden="true">
        {marks[kind]}
      </span>
      <span>
        <span className="font-medium">{what}</span> <span className="text-12 text-muted">{kind}</span>
        {before !== null && (
          <>
            <br />
            <del className="text-muted">{before}</del>
          </>
        )}
        {after !== null && (
          <>
            <br />
            <ins className="no-underline">{after}</ins>
          </>
        )}
      </span>
    </li>
  );
}
