/** The commands and what each says with --help. */
export const HELP = {
  login: `fleet login --hub URL --token TOKEN

Keeps the hub's address and an API token for the other commands, in a file that only you can read. Make the token in the
console; \`fleet:read\` is enough for export and diff, apply needs \`fleet:write\`. \`--token -\` reads it from standard input.
Without a login the environment variables FLEET_HUB and FLEET_TOKEN are used; they come before it.

Examples
  fleet login --hub https://hub.example --token fpk_…
  pass show hub-token | fleet login --hub https://hub.example --token -`,
  list: `fleet list [--json]

Lists the fleets of the token's tenant with the version of their document.`,
  export: `fleet export NAME [-o FILE] [--json]

Writes the fleet's state document as YAML, with the values its hosts report now in comments. NAME is the fleet's address.

Examples
  fleet export web-eu -o fleet.yaml
  fleet export web-eu --json | jq .config.settings`,
  diff: `fleet diff -f FILE [--json]

Shows what applying the file would change, and what would be refused. Changes nothing.
Exit code 0 when there is nothing to do, 1 when there is.

Examples
  fleet diff -f fleet.yaml
  fleet diff -f fleet.yaml --json | jq -r '.changes[].sentence'`,
  apply: `fleet apply -f FILE [--yes] [--note TEXT] [--base VERSION] [--accept-missing] [--json]

Shows the plan, asks, and makes the file the fleet's next version. Without a terminal it needs --yes. --base refuses when the
fleet has moved on from that version; --accept-missing assigns a Persona although nobody supplies a signal it requires.

Examples
  fleet apply -f fleet.yaml
  fleet apply -f fleet.yaml --yes --note "Freeze for Black Friday"`,
  "install-line": `fleet install-line --hub URL --gateway URL --token TOKEN --release-key KEY [--targets FILE] [--json]

Prints the line that installs an agent, after checking on this machine that the hub's release was signed with the release key.
Use it where you would rather not believe the install page: the line it prints runs nothing but that release. TOKEN is the one-time
token of the fleet's install page; KEY stands in the release notes, and may be in FLEET_RELEASE_KEY.

Examples
  fleet install-line --hub https://hub.example --gateway https://gw.example --token fpe_… --release-key "$KEY" --targets /etc/fleet-agent/targets.json`,
} as const;

export type Command = keyof typeof HELP;

/** What `fleet --help` prints. */
export const OVERVIEW = `fleet: the state of your fleets as a file

  fleet login     keep the hub's address and a token
  fleet list      the fleets there are
  fleet export    write a fleet's document as YAML
  fleet diff      what applying a file would change
  fleet apply     make a file the fleet's next version
  fleet install-line   the line that installs an agent, its release checked here

\`fleet COMMAND --help\` says more. Exit codes: 0 done or nothing to do, 1 differences or not applied, 2 command line, 3 the file is
wrong, 4 the hub is unreachable or refused, 5 somebody else changed the fleet meanwhile.

Example
  fleet export web-eu -o fleet.yaml && $EDITOR fleet.yaml && fleet apply -f fleet.yaml`;
