import { eventRecordSchema } from "@fleet-persona/protocol";

export type EventShown = {
  readonly severity: "info" | "warning" | "error";
  readonly name: string;
  readonly message: string;
};

/** An event's payload as the page shows it; one of a newer agent keeps its place without its words. */
export function eventShown(payload: unknown): EventShown {
  const parsed = eventRecordSchema.safeParse(payload);
  if (!parsed.success)
    return { severity: "info", name: "event", message: "This hub does not know this kind of event yet." };
  const { severity, name, message } = parsed.data;
  return { severity, name: name.replaceAll("-", " "), message };
}
