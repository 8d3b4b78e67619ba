export { commonLineParser, type CommonLineSettings, type TrailingField } from "./log/common-line.ts";
export {
  HAPROXY_LOG_FORMAT,
  HAPROXY_VISITOR_LOG_FORMAT,
  haproxyHttplogParser,
  haproxyLineParser,
  type Captures,
} from "./log/haproxy-line.ts";
export { jsonLineParser, type JsonLineFields } from "./log/json-line.ts";
export { emptyRequestLine, type LineParser, type LineTraits, type RequestLine } from "./log/request-line.ts";
export {
  SIGNAL_FAMILIES,
  STANDARD_SIGNALS,
  signalUnit,
  standardSignal,
  type SignalFamily,
  type StandardSignal,
} from "./standard-signals.ts";
export { type MappedSignals } from "./mapped-signals.ts";
export { parseExposition, type Exposition, type PrometheusSample } from "./prometheus/exposition.ts";
export { initialScrapeMemory, scrapeMapper, type ScrapeMapper, type ScrapeMemory } from "./prometheus/map-scrape.ts";
export { prometheusRuleSchema, type PrometheusRule } from "./prometheus/rule.ts";
export { parseSelector, type Selector } from "./prometheus/selector.ts";
export {
  MOST_EVENTS,
  type EventItem,
  type EventRefusal,
  type EventRules,
  type ParsedEvents,
} from "./events/event-item.ts";
export { openEventWindow, type EventWindow, type EventWindowOptions } from "./events/event-window.ts";
export { eventWordSchema, parseEvents } from "./events/parse-events.ts";
export { decodeMetricsJson } from "./otlp/decode-json.ts";
export { decodeMetricsProtobuf } from "./otlp/decode-protobuf.ts";
export { initialMetricsMemory, mapMetrics, type MappedMetrics, type MetricsMemory } from "./otlp/map-metrics.ts";
export { type DecodedMetricsRequest, type MetricPoint, type PointData } from "./otlp/metric-point.ts";
export { metricsResponse, OTLP_CONTENT_TYPES, type MetricsAnswer, type OtlpEncoding } from "./otlp/response.ts";
export { otlpRuleSchema, type OtlpRule } from "./otlp/rule.ts";
export { parsePushJson, parsePushLine } from "./push/parse-push.ts";
export {
  MOST_PUSHED,
  type ParsedPush,
  type PushedSignal,
  type PushRefusal,
  type PushRefusalCode,
  type PushRules,
} from "./push/pushed-signal.ts";
export { calendarSignals } from "./calendar/calendar-signals.ts";
export { CAMPAIGN_HORIZON_S, campaignSignals, type Campaign } from "./calendar/campaigns.ts";
export { STANDARD_INTENTS, intentSignalName, intentSignals, type DeclaredIntent } from "./calendar/intents.ts";
export { parseCampaigns, type CampaignSpan, type ParsedCampaigns } from "./calendar/parse-campaigns.ts";
export { type OffsetAt } from "./calendar/posix-zone.ts";
export { parseZoneFile } from "./calendar/zone-file.ts";
export { intlZoneOffsets, type ZoneOffsets } from "./calendar/zoned-time.ts";
