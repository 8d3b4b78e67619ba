import type { Findings } from "../findings.ts";
import { MODEL_LIMITS } from "../limits.ts";
import type { ModelProto, StringStringEntryProto } from "../onnx/messages.ts";

// Both are ONNX's own domain.
const DEFAULT_DOMAINS = ["", "ai.onnx"];

// ORT_LOAD_CONFIG_FROM_MODEL, in ONNX Runtime's inference_session_utils.
const SETTINGS_KEY = "ort_config";

/** What a model says about itself beside its graph. */
export const MODEL_RULES: readonly ((model: ModelProto, findings: Findings) => void)[] = [
  irVersion,
  oneOpset,
  opsetVersion,
  customDomains,
  metadataOnce,
  noSettings,
];

export function isDefaultDomain(domain: string | undefined): boolean {
  return DEFAULT_DOMAINS.includes(domain ?? "");
}

/** The opset of the first import of ONNX's own domain, null without one. */
export function opsetOf({ opset_import: imports }: ModelProto): number | null {
  return imports.find(({ domain }) => isDefaultDomain(domain))?.version ?? null;
}

export function isAllowedOpset(opset: number): boolean {
  const { least, most } = MODEL_LIMITS.opsets;
  return opset >= least && opset <= most;
}

function irVersion({ ir_version: version = 0 }: ModelProto, findings: Findings): void {
  const { least, most } = MODEL_LIMITS.irVersions;
  if (version >= least && version <= most) return;
  findings.add("ir-version", "ir_version", `IR version ${version} is not ${least} to ${most}: export with another.`);
}

function oneOpset({ opset_import: imports }: ModelProto, findings: Findings): void {
  const own = imports.filter(({ domain }) => isDefaultDomain(domain)).length;
  if (own === 1) return;
  const sentence = `The default opset is imported ${own} times, and runtimes differ in which counts: import it once.`;
  findings.add("opset-import", "opset_import", sentence);
}

function opsetVersion(model: ModelProto, findings: Findings): void {
  const version = opsetOf(model);
  if (version === null || isAllowedOpset(version)) return;
  const { least, most } = MODEL_LIMITS.opsets;
  const sentence = `Opset ${version} is not ${least} to ${most}: export with opset_version=17.`;
  findings.add("opset-version", "opset_import", sentence);
}

function customDomains({ opset_import: imports }: ModelProto, findings: Findings): void {
  for (const [at, { domain }] of imports.entries()) {
    if (isDefaultDomain(domain)) continue;
    const sentence = `The operators of ${domain ?? ""} are not ONNX's own: export without them.`;
    findings.add("custom-domain", `opset_import[${at}]`, sentence);
  }
}

function metadataOnce({ metadata_props: entries, graph }: ModelProto, findings: Findings): void {
  keysOnce(entries, "metadata_props", findings);
  keysOnce(graph?.metadata_props ?? [], "graph.metadata_props", findings);
}

/** ONNX Runtime can be told, by an environment variable, to take a session's settings from the model. */
function noSettings({ metadata_props: entries }: ModelProto, findings: Findings): void {
  for (const [at, { key }] of entries.entries()) {
    if (key !== SETTINGS_KEY) continue;
    const sentence = "ONNX Runtime could take this for its settings, which are the host's to make: remove it.";
    findings.add("metadata-settings", `metadata_props[${at}]`, sentence);
  }
}

function keysOnce(entries: readonly StringStringEntryProto[], path: string, findings: Findings): void {
  const keys = new Set<string>();
  for (const [at, { key = "" }] of entries.entries()) {
    if (keys.has(key)) findings.add("metadata-repeated", `${path}[${at}]`, `The key "${key}" stands twice: keep one.`);
    keys.add(key);
  }
}
