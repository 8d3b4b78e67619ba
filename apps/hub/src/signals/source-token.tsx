import type { CreatedSource } from "@fleet-persona/hub-core";
import { otlpLines, pushLine } from "./push-lines.ts";
import { Button } from "../ui/button.tsx";
import { CardBody } from "../ui/card.tsx";
import { CopyText } from "../ui/copy-text.tsx";
import { Notice } from "../ui/notice.tsx";

type Props = { readonly source: CreatedSource; readonly hubUrl: string; readonly done: () => void };

/** The token of a new source, shown once, in the lines that use it. */
export function SourceToken({ source, hubUrl, done }: Props) {
  const lines = [
    ["Push with one line", pushLine(hubUrl, source)],
    ["Or let an OpenTelemetry exporter send metrics", otlpLines(hubUrl, source.token)],
  ] as const;
  return (
    <CardBody className="grid gap-3" role="status">
      <Notice tone="good">
        <span>{source.name} is made. Its token is shown this once: the hub keeps only its hash.</span>
      </Notice>
      {lines.map(([title, text]) => (
        <div key={title}>
          <p className="text-13 font-medium">{title}</p>
          <CopyText block label={title} text={text} />
        </div>
      ))}
      <div>
        <Button onClick={done}>I have it</Button>
      </div>
    </CardBody>
  );
}
