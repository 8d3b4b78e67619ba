import { createSocket, type Socket } from "node:dgram";
import { messageOf } from "../../agent-error.ts";
import { syslogMessageStart } from "./syslog-header.ts";
import type { OnTimedLine } from "./follow-file.ts";

export type SyslogReceiver = { problem(): string | null; close(): Promise<void> };

export type SyslogOptions = {
  /** A loopback address: the config's schema lets no other through. */
  readonly address: string;
  readonly port: number;
  readonly onLine: OnTimedLine;
  readonly now: () => number;
};

const RETRY_MS = 5_000;
const NEWLINE = 0x0a;

/** Takes one log line a datagram from a UDP port on loopback. A port that is taken is tried again, and is a problem until then. */
export function receiveSyslog({ address, port, onLine, now }: SyslogOptions): SyslogReceiver {
  let socket: Socket | null = null;
  let problem: string | null = null;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  const open = () => {
    const next = createSocket({ type: address.includes(":") ? "udp6" : "udp4" });
    next.unref();
    next.on("listening", () => (problem = null));
    next.on("message", (datagram) => {
      const message = new Uint8Array(datagram.buffer, datagram.byteOffset, datagram.length);
      const end = message.at(-1) === NEWLINE ? message.length - 1 : message.length;
      onLine(message, syslogMessageStart(message, 0, end), end, now());
    });
    next.on("error", (error) => {
      problem = `UDP ${address}:${port} cannot be received on (${messageOf(error)}): free the port or name another.`;
      next.close();
      socket = null;
      if (!closed) retry = setTimeout(open, RETRY_MS).unref();
    });
    next.bind(port, address);
    socket = next;
  };
  open();
  return {
    problem: () => problem,
    close: () =>
      new Promise((resolve) => {
        closed = true;
        clearTimeout(retry);
        if (socket === null) resolve();
        else socket.close(() => resolve());
      }),
  };
}
