import type { Risk } from "./risks.ts";

const marks = { bad: "✕", warn: "!", note: "i" } as const;

/** What stands out, each with a way to where it is shown. */
export function LookAtSection({ risks }: { readonly risks: readonly Risk[] }) {
  if (risks.length === 0) return null;
  return (
    <section className="card" aria-labelledby="look-title">
      <div className="card-head">
        <h2 id="look-title">To look at</h2>
        <p>the worst first</p>
      </div>
      <ul role="list" className="look-list">
        {risks.map(({ tone, title, detail, at }) => (
          <li key={title + detail} data-tone={tone}>
            <span className="look-mark" aria-hidden="true">
              {marks[tone]}
            </span>
            <div>
              <p className="strong">
                <a href={`#${at}`}>{title}</a>
              </p>
              <p className="small muted">{detail}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
