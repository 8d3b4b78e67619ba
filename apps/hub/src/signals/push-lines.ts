type Source = { readonly token: string; readonly signals: readonly { readonly name: string }[] };

/** One line of shell that pushes a value of the source's first figure. */
export function pushLine(hubUrl: string, { token, signals }: Source): string {
  const figure = signals[0]?.name ?? "conversion_rate";
  return `curl -fsS ${hubUrl}/v1/signals -H 'authorization: Bearer ${token}' -d '${figure}=0.031'`;
}

/** The environment of an OpenTelemetry exporter that sends metrics as this source. */
export function otlpLines(hubUrl: string, token: string): string {
  return [
    `OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=${hubUrl}/v1/metrics`,
    `OTEL_EXPORTER_OTLP_METRICS_HEADERS='authorization=Bearer%20${token}'`,
  ].join("\n");
}
