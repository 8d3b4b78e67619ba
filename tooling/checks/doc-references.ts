// A page that names a path of this repository that is gone fails: stale docs cost more than none.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const pages = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((page) => page !== "" && existsSync(page));

const roots = /^(apps|packages|agent|infra|e2e|tooling|docs|personas)\//;
const problems: string[] = [];

function check(page: string, line: number, reference: string): void {
  const target = reference.replace(/[#?].*$/, "").replace(/[.,:;]$/, "");
  if (target === "" || /[*<>{}…$ ]/.test(target)) return;
  const candidates = [path.join(path.dirname(page), target), target];
  if (!candidates.some((candidate) => existsSync(candidate)))
    problems.push(`${page}:${line} names ${reference}, which is not there`);
}

for (const page of pages) {
  readFileSync(page, "utf8")
    .split("\n")
    .forEach((text, index) => {
      for (const link of text.matchAll(/\]\(([^)\s]+)\)/g))
        if (!/^(https?:|mailto:|#)/.test(link[1] ?? "")) check(page, index + 1, link[1] ?? "");
      for (const code of text.matchAll(/`([^`\s]+)`/g)) {
        const name = code[1] ?? "";
        const made = /(^|\/)(dist|node_modules|\.next|\.state)(\/|$)/;
        if (roots.test(name) && !made.test(name)) check(page, index + 1, name);
      }
    });
}

for (const problem of problems) console.error(problem);
console.log(`${pages.length} pages, ${problems.length} stale references`);
process.exit(problems.length === 0 ? 0 : 1);
