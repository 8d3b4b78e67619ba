import { formatFleetYaml } from "@fleet-persona/fleet-config";
import type { FleetConfigExport } from "@fleet-persona/hub-core";
import { CopyButton } from "../install/copy-button.tsx";
import { Card, CardHead } from "../ui/card.tsx";

/** The document as `fleet.yaml` has it, with what hosts report as comments. */
export function YamlView({ current }: { readonly current: FleetConfigExport }) {
  const text = formatFleetYaml(current.config, { now: current.now });
  return (
    <Card aria-labelledby="yaml-title">
      <CardHead id="yaml-title" title="fleet.yaml" level={3}>
        <CopyButton text={text} />
      </CardHead>
      <pre
        className="max-h-[70dvh] overflow-auto p-4 text-12 leading-[1.6]"
        tabIndex={0}
        role="region"
        aria-label="The document as YAML"
      >
        <code>{text}</code>
      </pre>
    </Card>
  );
}
