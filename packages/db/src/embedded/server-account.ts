import { execFileSync } from "node:child_process";

/** The user the server runs as. PostgreSQL refuses to run as root, and its user must be in the user database. */
export type ServerAccount = { readonly uid: number; readonly gid: number };

const ownAccount = "fleet-postgres";

/** Null when this process is not root: then the server simply runs as whoever runs us. */
export function serverAccount(): ServerAccount | null {
  if (process.getuid?.() !== 0) return null;
  return find("postgres") ?? find(ownAccount) ?? create() ?? find("nobody");
}

function create(): ServerAccount | null {
  try {
    const options = ["--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"];
    execFileSync("/usr/sbin/useradd", [...options, ownAccount], { stdio: "ignore" });
  } catch {
    // Two starts at once both try; the loser finds the winner's account below.
  }
  return find(ownAccount);
}

function find(name: string): ServerAccount | null {
  try {
    return { uid: number("-u", name), gid: number("-g", name) };
  } catch {
    return null;
  }
}

function number(flag: string, name: string): number {
  return Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim());
}
