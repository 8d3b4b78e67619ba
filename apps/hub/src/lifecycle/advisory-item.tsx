import type { AdvisoryView } from "@fleet-persona/hub-core";
import type { ReactNode } from "react";
import { Markdown } from "../markdown/markdown.tsx";
import { Badge } from "../ui/badge.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { severityTones, versionsPhrase } from "./state-words.ts";

type Props = { readonly advisory: AdvisoryView; readonly children?: ReactNode };

/** One advisory: how grave, what, which versions, what fixes it; its text a tap away. */
export function AdvisoryItem({ advisory, children }: Props) {
  const { severity, title, body, affected, fixedIn, publishedAt } = advisory;
  return (
    <article className="grid gap-1.5 rounded-3 border border-line bg-raised px-4 py-3">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={severityTones[severity]}>{severity}</Badge>
        <span className="font-semibold wrap-anywhere">{title}</span>
      </p>
      <p className="text-13">
        Concerns {versionsPhrase(affected)}.{" "}
        {fixedIn === null ? "No version fixes it yet." : `Version ${fixedIn} does not have it.`}{" "}
        <span className="text-muted">
          <LocalTime at={publishedAt} />
        </span>
      </p>
      {body !== "" && (
        <details>
          <summary className="cursor-pointer text-13 text-accent">Read the advisory</summary>
          <Markdown source={body} />
        </details>
      )}
      {children}
    </article>
  );
}
