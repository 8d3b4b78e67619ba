import { randomUUID } from "node:crypto";
import type { SignalReading, Signals } from "@fleet-persona/engine";
import type { AttributeValue, Configuration } from "@fleet-persona/persona";
import { attributeTarget } from "../attribute-target.ts";
import { isSameValue } from "../steerable-value.ts";
import type { SteerableAttribute, Target } from "../target.ts";
import { TargetError } from "../target-error.ts";
import type { UrlTargetConfig } from "./config.ts";
import { exchange, type Answer, type Exchange } from "./exchange.ts";
import { valueAt, withValueAt, type Json } from "./json-pointer.ts";

type Document = { readonly json: Json; readonly etag: string | undefined };

/** Opens the target; the service need not be up yet. */
export async function openUrlTarget(config: UrlTargetConfig): Promise<Target> {
  const ask = exchange(config);
  const read = async (): Promise<Configuration> => configurationIn(await getDocument(ask, config.config.get), config);
  return attributeTarget({
    name: config.name,
    version: new URL(config.config.get).host,
    attributes: config.attributes.map(steerable),
    whole: new Set(config.attributes.flatMap((each) => (each.kind === "range" && each.whole ? [each.name] : []))),
    // What JSON carries is exact but for how a service may print it.
    tolerance: 1e-9,
    read,
    async write(name, value) {
      const document = await getDocument(ask, config.config.get);
      const before = configurationIn(document, config)[name];
      await put(ask, config, document, name, value);
      return async () => {
        const now = await getDocument(ask, config.config.get);
        if (before !== undefined && !isSameValue(configurationIn(now, config)[name], before))
          await put(ask, config, now, name, before);
      };
    },
    observe: (now) => observe(ask, config, now),
  });
}

/** Replaces the document by one with another value in it, unless somebody else replaced it meanwhile. */
async function put(
  ask: Exchange,
  config: UrlTargetConfig,
  { json, etag }: Document,
  name: string,
  value: AttributeValue,
): Promise<void> {
  const attribute = config.attributes.find((candidate) => candidate.name === name);
  const changed = attribute && withValueAt(json, attribute.pointer, value);
  if (changed === undefined)
    throw new TargetError("refused", `the document of ${config.name} has no place for ${name}`);
  const answer = await ask({
    url: config.config.put ?? config.config.get,
    method: "PUT",
    headers: {
      "content-type": "application/json",
      // One key for this change however often it is sent, so that a service that keeps keys does it once.
      "idempotency-key": randomUUID(),
      ...(etag === undefined ? {} : { "if-match": etag }),
    },
    body: JSON.stringify(changed),
  });
  if (answer.status >= 200 && answer.status < 300) return;
  if (answer.status === 412 && answer.attempts > 1 && (await reads(ask, config, name, value))) return;
  throw refusal(config, "PUT", answer);
}

// An attempt whose answer was lost may have changed the document, and with it the tag that the next attempt named.
async function reads(ask: Exchange, config: UrlTargetConfig, name: string, value: AttributeValue): Promise<boolean> {
  return isSameValue(configurationIn(await getDocument(ask, config.config.get), config)[name], value, 1e-9);
}

async function getDocument(ask: Exchange, url: string): Promise<Document> {
  const answer = await ask({ url, method: "GET" });
  if (answer.status !== 200) throw refusal({ name: url }, "GET", answer);
  try {
    return { json: JSON.parse(answer.body) as Json, etag: answer.headers.etag };
  } catch (error) {
    throw new TargetError("unreachable", `what ${url} gives is not whole JSON`, { cause: error });
  }
}

function configurationIn({ json }: Document, { attributes, name }: UrlTargetConfig): Configuration {
  const values = attributes.map((attribute) => {
    const value = valueAt(json, attribute.pointer);
    if (typeof value === "number" || typeof value === "string" || typeof value === "boolean")
      return [attribute.name, value] as const;
    throw new TargetError(
      "refused",
      `the document of ${name} has nothing at ${attribute.pointer} for ${attribute.name}`,
    );
  });
  return Object.fromEntries(values);
}

async function observe(ask: Exchange, { status, signals }: UrlTargetConfig, now: number): Promise<Signals> {
  if (status === undefined || signals.length === 0) return {};
  const { json } = await getDocument(ask, status);
  const seen = signals.flatMap(({ name, pointer }): [string, SignalReading][] => {
    const value = valueAt(json, pointer);
    return typeof value === "number" && Number.isFinite(value) ? [[name, { value, at: now }]] : [];
  });
  return Object.fromEntries(seen);
}

function steerable(attribute: UrlTargetConfig["attributes"][number]): SteerableAttribute {
  if (attribute.kind === "choices") return { name: attribute.name, kind: "choices", allowed: attribute.allowed };
  return { name: attribute.name, kind: "range", min: attribute.min, max: attribute.max };
}

function refusal({ name }: { name: string }, method: string, { status }: Answer): TargetError {
  const why: Readonly<Record<number, string>> = {
    401: "the secret is not accepted",
    403: "this secret may not do that",
    404: "nothing is there",
    412: "somebody else changed the document meanwhile",
  };
  // What went wrong inside the service may be right the next time; what it says no to will stay so.
  const code = status >= 500 ? "unreachable" : "refused";
  return new TargetError(code, `${method} of ${name} answers ${status}${status in why ? `: ${why[status]}` : ""}`);
}
