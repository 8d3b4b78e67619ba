type Asked = {
  readonly fleetName: string;
  readonly arms: number;
  readonly design: "hosts" | "switchback";
  /** Hosts of the fleet that answer; null while they are not known. */
  readonly hosts: number | null;
};

/** "Start on web-eu: 2 arms, 24 hosts"; of a switchback "2 arms in turns". */
export function startWords({ fleetName, arms, design, hosts }: Asked): string {
  if (design === "switchback") return `Start on ${fleetName}: ${arms} arms in turns`;
  const on = hosts === null ? "" : `, ${hosts} ${hosts === 1 ? "host" : "hosts"}`;
  return `Start on ${fleetName}: ${arms} arms${on}`;
}
