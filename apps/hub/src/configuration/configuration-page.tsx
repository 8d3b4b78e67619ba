"use client";

import type { FleetConfigExport, FleetConfigSummary, Role } from "@fleet-persona/hub-core";
import type { Manifest } from "@fleet-persona/persona";
import { useState } from "react";
import { mayOperate } from "../fleet/may.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { Notice } from "../ui/notice.tsx";
import { Row } from "../ui/row.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Stack } from "../ui/stack.tsx";
import { AttributeSection } from "./attribute-section.tsx";
import { EditDocument } from "./edit-document.tsx";
import { FreezeSection } from "./freeze-section.tsx";
import { SettingsSection } from "./settings-section.tsx";
import { TriggerSection } from "./trigger-section.tsx";
import { useConfiguration, useVersions } from "./use-configuration.ts";
import { VersionSection } from "./version-section.tsx";
import { YamlView } from "./yaml-view.tsx";

type Props = {
  readonly initial: FleetConfigExport;
  readonly versions: readonly FleetConfigSummary[];
  readonly manifest: Manifest | null;
  readonly role: Role;
};

const views = [
  ["page", "Page"],
  ["yaml", "YAML"],
  ["edit", "Edit"],
] as const;
type View = (typeof views)[number][0];

/** The fleet's state document: read, compared, changed. */
export function ConfigurationPage({ initial, versions: known, manifest, role }: Props) {
  const { data: current, isError } = useConfiguration(initial.fleetId, initial);
  const { data: versions } = useVersions(initial.fleetId, known);
  const [view, setView] = useState<View>("page");
  const shown = views.filter(([key]) => key !== "edit" || mayOperate(role));
  return (
    <Stack>
      <Row spread>
        <div>
          <h2>Configuration</h2>
          <p className="text-muted">
            <VersionLine current={current} />
          </p>
        </div>
        <Segmented
          label="View of the document"
          value={view}
          onChange={setView}
          segments={shown.map(([value, label]) => ({ value, label }))}
        />
      </Row>
      {isError && (
        <Notice tone="warn" role="status">
          The hub cannot be reached; the values now may be old.
        </Notice>
      )}
      {view === "page" && <Document current={current} manifest={manifest} />}
      {view === "yaml" && <YamlView current={current} />}
      {view === "edit" && <EditDocument current={current} done={() => setView("page")} />}
      {view !== "edit" && <VersionSection fleetId={current.fleetId} current={current.version} versions={versions} />}
    </Stack>
  );
}

function VersionLine({ current }: { readonly current: FleetConfigExport }) {
  if (current.version === 0) return <>Nobody has declared anything yet: this is what hosts report.</>;
  return (
    <>
      Version {current.version}, applied by {current.changedBy}{" "}
      {current.changedAt !== null && <LocalTime at={current.changedAt} />}
    </>
  );
}

type DocumentProps = { readonly current: FleetConfigExport; readonly manifest: Manifest | null };

function Document({ current, manifest }: DocumentProps) {
  const { config } = current;
  return (
    <>
      <AttributeSection current={current} manifest={manifest} />
      <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-2">
        <TriggerSection triggers={config.triggers} authors={manifest?.triggers ?? []} />
        <FreezeSection freezes={config.freeze_windows} />
      </div>
      <SettingsSection settings={config.settings} manifest={manifest} />
    </>
  );
}
