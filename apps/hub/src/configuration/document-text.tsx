import type { ParsedFleetYaml } from "@fleet-persona/fleet-config";
import { YamlProblems } from "./yaml-problems.tsx";
import { Field } from "../ui/field.tsx";
import { TextArea } from "../ui/text-area.tsx";

type Props = {
  readonly text: string;
  readonly write: (text: string) => void;
  readonly base: number;
  readonly parsed: ParsedFleetYaml;
};

/** The text itself, and what is wrong with it. */
export function DocumentText({ text, write, base, parsed }: Props) {
  const lines = text.split("\n").length;
  return (
    <>
      {/* Above the text, so that it is seen wherever the text is long. */}
      <div id="fleet-yaml-problems">
        {parsed.kind === "refused" && <YamlProblems problems={parsed.problems} text={text} />}
      </div>
      <Field label={<>fleet.yaml, made from version {base}</>}>
        {(id) => (
          <TextArea
            id={id}
            className="min-h-80 overflow-x-auto font-mono text-12! leading-[1.6] whitespace-pre [overflow-wrap:normal]"
            value={text}
            rows={Math.min(30, Math.max(14, lines + 1))}
            spellCheck={false}
            autoComplete="off"
            aria-describedby="fleet-yaml-problems"
            onChange={(event) => write(event.target.value)}
          />
        )}
      </Field>
    </>
  );
}
