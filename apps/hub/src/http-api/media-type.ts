/** The media type of a request's body without its parameters, in lower case; empty when it names none. */
export function mediaType({ headers }: Request): string {
  return (headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

const yamlTypes = ["application/yaml", "text/yaml", "application/x-yaml", "text/x-yaml"];

/** Whether a media type, or one of those a client accepts, is YAML. */
export function isYaml(type: string): boolean {
  return type.split(",").some((one) => yamlTypes.includes(one.split(";")[0]?.trim().toLowerCase() ?? ""));
}
