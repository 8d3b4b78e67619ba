import {
  commonLineParser,
  haproxyHttplogParser,
  haproxyLineParser,
  jsonLineParser,
  type LineParser,
  type LineTraits,
} from "@fleet-persona/signals";
import { randomInt } from "node:crypto";
import type { LogFormat, LogSourceConfig } from "../source-config.ts";

/** The host's words about its log as what the parsers want. Session hashes are salted anew in every process. */
export function lineTraits({ search_path, checkout_path, regions }: LogSourceConfig): LineTraits {
  return {
    searchPath: search_path ?? null,
    checkoutPath: checkout_path ?? null,
    regions: regions.map((region) => region.toLowerCase()),
    salt: randomInt(0, 2 ** 31),
  };
}

/** The signal word of a region: `EU-West` is counted as `region_share.eu_west`. */
export function regionWord(region: string): string {
  return region.toLowerCase().replaceAll("-", "_");
}

/** One parser for each format; a new one is a case here. */
export function lineParser(format: LogFormat, traits: LineTraits): LineParser {
  switch (format.kind) {
    case "haproxy":
      return haproxyLineParser(traits, capturesOf(format));
    case "httplog":
      return haproxyHttplogParser(traits, capturesOf(format));
    case "common":
      return commonLineParser(traits, { trailing: format.trailing, unitsPerMs: UNITS_PER_MS[format.time_unit] });
    case "json": {
      const { duration_unit, status, path, duration, bytes, user_agent, mobile_hint, region, session } = format;
      const fields = {
        status,
        path,
        unitsPerMs: UNITS_PER_MS[duration_unit],
        ...present({ duration, bytes, userAgent: user_agent, mobileHint: mobile_hint, region, session }),
      };
      return jsonLineParser(traits, fields);
    }
    default:
      return format satisfies never;
  }
}

const UNITS_PER_MS = { s: 0.001, ms: 1, us: 1000 } as const;

function capturesOf({ captures }: Extract<LogFormat, { kind: "haproxy" | "httplog" }>) {
  const { user_agent, mobile_hint, region, session } = captures;
  return present({ userAgent: user_agent, mobileHint: mobile_hint, region, session });
}

type Present<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };

function present<Fields extends Record<string, unknown>>(fields: Fields): Present<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<Fields>;
}
