import { formatFleetYaml } from "@fleet-persona/fleet-config";
import type { FleetConfigExport } from "@fleet-persona/hub-core";
import { CopyButton } from "../install/copy-button.tsx";

/** The document as `fleet.yaml` has it, with what hosts report as comments. */
export function YamlView({ current }: { readonly current: FleetConfigExport }) {
  const text = formatFleetYaml(current.config, { now: current.now });
  return (
    <section className="card" aria-labelledby="yaml-title">
      <div className="card-head">
        <h3 id="yaml-title">fleet.yaml</h3>
        <CopyButton text={text} />
      </div>
      <pre className="yaml" tabIndex={0} role="region" aria-label="The document as YAML">
        <code>{text}</code>
      </pre>
    </section>
  );
}
