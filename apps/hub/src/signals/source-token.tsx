import type { CreatedSource } from "@fleet-persona/hub-core";
import { CopyButton } from "../install/copy-button.tsx";
import { otlpLines, pushLine } from "./push-lines.ts";

type Props = { readonly source: CreatedSource; readonly hubUrl: string; readonly done: () => void };

/** The token of a new source, shown once, in the lines that use it. */
export function SourceToken({ source, hubUrl, done }: Props) {
  const lines = [
    ["Push with one line", pushLine(hubUrl, source)],
    ["Or let an OpenTelemetry exporter send metrics", otlpLines(hubUrl, source.token)],
  ] as const;
  return (
    <div className="card-body token-lines" role="status">
      <p className="notice notice-good">
        <span>{source.name} is made. Its token is shown this once: the hub keeps only its hash.</span>
      </p>
      {lines.map(([title, text]) => (
        <div key={title}>
          <p className="small strong">{title}</p>
          <div className="command-line">
            <code role="textbox" aria-readonly="true" aria-label={title} tabIndex={0}>
              {text}
            </code>
            <CopyButton text={text} />
          </div>
        </div>
      ))}
      <div>
        <button className="button" type="button" onClick={done}>
          I have it
        </button>
      </div>
    </div>
  );
}
