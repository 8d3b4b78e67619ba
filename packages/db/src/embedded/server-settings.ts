/**
 * Command-line settings of the server. Without `durable`, commits survive a crash of the server but not of the machine: for
 * throwaway databases only.
 */
export function serverSettings({ port, durable }: { port: number; durable: boolean }): string[] {
  const settings: Record<string, string> = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "120",
    shared_buffers: durable ? "128MB" : "32MB",
    timezone: "UTC",
    log_timezone: "UTC",
    lc_messages: "C",
    jit: "off",
    wal_level: "minimal",
    max_wal_senders: "0",
    ...(durable ? {} : { fsync: "off", full_page_writes: "off" }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
