import { readFileSync, statSync } from "node:fs";
import { TargetError } from "../target-error.ts";
import type { UrlTargetConfig } from "./config.ts";

/** The Authorization header, from a file or the environment as the host's file says. No message ever holds what was read. */
export function authorization(auth: UrlTargetConfig["auth"]): Readonly<Record<string, string>> {
  if (auth === undefined) return {};
  const secret = "file" in auth.secret ? fromFile(auth.secret.file) : fromEnvironment(auth.secret.env);
  if (!/^[\x21-\x7e]{1,4096}$/.test(secret)) throw invalid("the secret is empty or not plain text");
  if (auth.kind === "bearer") return { authorization: `Bearer ${secret}` };
  return { authorization: `Basic ${Buffer.from(`${auth.user}:${secret}`).toString("base64")}` };
}

function fromFile(file: string): string {
  let mode: number;
  let text: string;
  try {
    mode = statSync(file).mode;
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw invalid(`the secret's file ${file} cannot be read`, error);
  }
  if ((mode & 0o007) !== 0) throw invalid(`the secret's file ${file} is open to everybody: chmod o= it`);
  return text.trim();
}

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw invalid(`the environment has no ${name}`);
  return value;
}

const invalid = (why: string, cause?: unknown): TargetError => new TargetError("invalid-config", why, { cause });
