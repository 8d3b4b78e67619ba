import type { SteerableAttribute } from "../target.ts";
import type { NginxTargetConfig } from "./config.ts";

type Offer = Pick<NginxTargetConfig, "upstream" | "cache" | "request_timeout" | "compression" | "templates">;

/** What one nginx offers by its target file, and which of it takes whole numbers only. */
export function attributesOf({ upstream, cache, request_timeout, compression, templates }: Offer): {
  readonly attributes: readonly SteerableAttribute[];
  readonly whole: ReadonlySet<string>;
} {
  const attributes: SteerableAttribute[] = [];
  const whole = new Set(["max_connections", "active_servers", "cache_ttl", "request_timeout"]);
  const range = (name: string, limits: { min: number; max: number } | undefined): void => {
    if (limits !== undefined) attributes.push({ name, kind: "range", min: limits.min, max: limits.max });
  };
  const choices = (name: string, allowed: readonly string[] | undefined): void => {
    if (allowed !== undefined) attributes.push({ name, kind: "choices", allowed });
  };
  choices("load_balancing_algorithm", upstream?.algorithms);
  range("max_connections", upstream?.max_connections);
  range("active_servers", limitedTo(upstream?.servers.length ?? 0, upstream?.active_servers));
  choices("caching_strategy", cache?.strategies && Object.keys(cache.strategies));
  range("cache_ttl", cache?.ttl);
  range("request_timeout", request_timeout);
  if (compression) choices("compression", ["off", "on"]);
  for (const template of templates) {
    if (template.kind === "choices") choices(template.attribute, Object.keys(template.choices));
    else range(template.attribute, template);
    if (template.kind === "range" && template.whole) whole.add(template.attribute);
  }
  return { attributes, whole };
}

function limitedTo(count: number, limits: { min: number; max: number } | undefined) {
  return limits && { min: Math.min(limits.min, count), max: Math.min(limits.max, count) };
}
