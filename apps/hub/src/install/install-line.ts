type Parts = { readonly hubUrl: string; readonly token: string; readonly targetsFile: string };

/** The line a person pastes into a host's shell. Values are quoted when a shell would read them as anything but a word. */
export function installLine({ hubUrl, token, targetsFile }: Parts): string {
  const targets = targetsFile.trim() === "" ? "" : ` --targets ${shellWord(targetsFile.trim())}`;
  return `curl -fsSL ${shellWord(`${hubUrl}/install.sh`)} | sh -s -- --token ${shellWord(token)}${targets}`;
}

/** A POSIX shell word that stands for exactly this text. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
