import type { ReviewSubject } from "@fleet-persona/hub-core";
import { differencesOf } from "./differences.ts";
import type { Difference } from "./differences.ts";

const marks = { added: "+", removed: "−", changed: "→" } as const;

/** What this version says otherwise than the one in use, or than the one published before. */
export function DifferencesSection({ subject }: { readonly subject: ReviewSubject }) {
  const { earlier, manifest } = subject;
  if (earlier === null) {
    return (
      <section className="card" id="differences" aria-labelledby="differences-title">
        <div className="card-head">
          <h2 id="differences-title">Differences</h2>
        </div>
        <p className="card-body muted">This is its first version: there is nothing to compare it with.</p>
      </section>
    );
  }
  const groups = differencesOf(subject, earlier);
  return (
    <section className="card" id="differences" aria-labelledby="differences-title">
      <div className="card-head">
        <h2 id="differences-title">Differences from v{earlier.version}</h2>
        <p>{earlier.inUse ? "the version on your fleets" : "the version published before"}</p>
      </div>
      {manifest.changelog.length > 0 && (
        <div className="card-body small changelog">
          <p className="muted tiny">In the author's words</p>
          {manifest.changelog.map(({ kind, text }) => (
            <p key={kind + text}>
              <span className="tag">{kind}</span> {text}
            </p>
          ))}
        </div>
      )}
      {groups.length === 0 && (
        <p className="card-body muted">Nothing that the manifest says changed: only the model's weights did.</p>
      )}
      {groups.map(({ title, differences }) => (
        <div key={title}>
          <h3 className="difference-title">{title}</h3>
          <ul role="list" className="changes">
            {differences.map((difference) => (
              <DifferenceLine key={difference.what} difference={difference} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function DifferenceLine({ difference: { kind, what, before, after } }: { readonly difference: Difference }) {
  return (
    <li data-kind={kind}>
      <span className="mono" aria-hidden="true">
        {marks[kind]}
      </span>
      <span>
        <span className="strong">{what}</span> <span className="muted tiny">{kind}</span>
        {before !== null && (
          <>
            <br />
            <del className="muted">{before}</del>
          </>
        )}
        {after !== null && (
          <>
            <br />
            <ins>{after}</ins>
          </>
        )}
      </span>
    </li>
  );
}
