type Parts = {
  readonly hubUrl: string;
  readonly gatewayUrl: string;
  /** SHA-256 of `release.json` and of its installer, hex. */
  readonly release: { readonly digest: string; readonly installerDigest: string };
  readonly token: string;
  readonly targetsFile: string;
};

/**
 * The line a person pastes into a host's shell: it fetches the installer, runs it only when it is the release's own, and names the
 * release, so that the installer takes no other archive. Values are quoted when a shell would read them as anything but a word.
 */
export function installLine({ hubUrl, gatewayUrl, release, token, targetsFile }: Parts): string {
  const words = ["--hub", hubUrl, "--gateway", gatewayUrl, "--release", release.digest, "--token", token];
  if (targetsFile.trim() !== "") words.push("--targets", targetsFile.trim());
  return [
    "i=$(mktemp)",
    `curl -fsSL ${shellWord(`${hubUrl}/install.sh`)} -o "$i"`,
    `echo "${release.installerDigest}  $i" | sha256sum -c -`,
    `sh "$i" ${words.map(shellWord).join(" ")}`,
  ].join(" && ");
}

/** A POSIX shell word that stands for exactly this text. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
