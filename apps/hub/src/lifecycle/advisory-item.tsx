import type { AdvisoryView } from "@fleet-persona/hub-core";
import type { ReactNode } from "react";
import { Markdown } from "../markdown/markdown.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { severityTones, versionsPhrase } from "./state-words.ts";

type Props = { readonly advisory: AdvisoryView; readonly children?: ReactNode };

/** One advisory: how grave, what, which versions, what fixes it; its text a tap away. */
export function AdvisoryItem({ advisory, children }: Props) {
  const { severity, title, body, affected, fixedIn, publishedAt } = advisory;
  const tone = severityTones[severity];
  return (
    <article className="advisory">
      <p className="row advisory-head">
        <span className={tone === "plain" ? "badge" : `badge badge-${tone}`}>{severity}</span>
        <span className="strong">{title}</span>
      </p>
      <p className="small">
        Concerns {versionsPhrase(affected)}.{" "}
        {fixedIn === null ? "No version fixes it yet." : `Version ${fixedIn} does not have it.`}{" "}
        <span className="muted">
          <LocalTime at={publishedAt} />
        </span>
      </p>
      {body !== "" && (
        <details className="advisory-text">
          <summary>Read the advisory</summary>
          <Markdown source={body} />
        </details>
      )}
      {children}
    </article>
  );
}
