import type { Evidence } from "../bundle/evidence.ts";
import type { ManifestDraft } from "../bundle/manifest-draft.ts";

export function renderReport({ manifest, evidence }: { manifest: ManifestDraft; evidence: Evidence }): string {
  return `${manifest.name}${evidence.kind}`;
}
