/** The commands and what each says with --help. */
export const HELP = {
  enrol: `fleet-agent enrol --gateway URL --token TOKEN [--targets FILE] [--name NAME] [--trust FILE]
                  [--state DIR] [--config FILE] [--force]

Makes this host's key, trades the one-time token for an identity and writes the config file.
The token can also come from the environment variable FLEET_AGENT_TOKEN. Whom the host trusts (the repository's root, the keys of
gate and leases) is pinned now and never taken from a hub again: from --trust FILE where your configuration management brings
it, otherwise as this hub says.

Examples
  fleet-agent enrol --gateway https://gateway.example --token fp_… --targets /etc/fleet-agent/haproxy.json
  FLEET_AGENT_TOKEN=fp_… fleet-agent enrol --gateway https://gateway.example --trust /etc/fleet-agent/trust.json`,
  adopt: `fleet-agent adopt FILE [--diff] [--out DIR] [--backend NAME] [--json]

Reads an existing configuration and says what it takes to steer it: the lines for you to add, the files the agent
makes for itself, what it cannot steer and why. FILE is never changed. Without --out nothing is written at all.
With --diff standard output holds the diff alone.

Examples
  fleet-agent adopt /etc/haproxy/haproxy.cfg
  fleet-agent adopt /etc/haproxy/haproxy.cfg --out /etc/fleet-agent/adopted --diff > haproxy.patch
  fleet-agent adopt /etc/haproxy/haproxy.cfg --backend shop --json`,
  run: `fleet-agent run [--state DIR] [--config FILE]

Observes, decides and (once a tenant admin approved) applies, until it is stopped.

Examples
  fleet-agent run
  fleet-agent run --state /srv/agent --config /etc/fleet-agent/agent.json`,
  status: `fleet-agent status [--json] [--state DIR]

Says how the agent is. Exit code 0 when it runs, 5 when it does not.

Examples
  fleet-agent status
  fleet-agent status --json | jq .decisions`,
  trust: `fleet-agent trust [--json] [--state DIR]

Says for each of the four that must agree before anything is installed (publisher, gate, freshness, lease) whether it did, or
which did not and why, and what this host has pinned. Exit code 0 when all agreed, 6 when one did not.

Examples
  fleet-agent trust
  fleet-agent trust --json | jq .report.lease`,
  explain: `fleet-agent explain [NUMBER | --last] [--json] [--state DIR]

Says in a sentence why a decision was made and what became of it. Without a number: the newest that changed
something; --last: the newest of all.

Examples
  fleet-agent explain
  fleet-agent explain 1042 --json`,
  pause: `fleet-agent pause [--grow | --shrink | --attribute NAME] [--for 30m] [--state DIR]

Changes nothing on this host for a while: everything, only what grows, only what shrinks, or one attribute. Without --for
it lasts until \`fleet-agent resume\`. The kill switch and a guardrail's way back pass through a pause.

Examples
  fleet-agent pause --for 30m
  fleet-agent pause --shrink --for 2h
  fleet-agent pause --attribute active_servers`,
  resume: `fleet-agent resume [--state DIR]

Ends every pause that was asked for on this host. A pause from the hub ends there.`,
  kill: `fleet-agent kill [--reason TEXT] [--state DIR]

Goes to the safe configuration at once, within the bounds, and stays there until \`fleet-agent revive\`. Works without
the hub and while the agent is not running. Nothing remote can lift it.

Examples
  fleet-agent kill --reason "incident 4711"
  touch /run/fleet-agent.kill      # the file that the config names as kill_switch`,
  revive: `fleet-agent revive [--state DIR]

Releases the kill switch that \`fleet-agent kill\` engaged.`,
  bounds: `fleet-agent bounds [--set NAME=MIN..MAX | --set NAME=A,B]... [--unset NAME]... [--json] [--state DIR] [--config FILE]

Shows what each attribute may be and who says so: Persona, tenant, target, this host. --set and --unset change this
host's own bounds in its config file; a running agent takes them up within a second. Nothing remote can widen them.

Examples
  fleet-agent bounds
  fleet-agent bounds --set max_connections=1..8 --set caching_strategy=micro,short
  fleet-agent bounds --unset max_connections`,
  "dry-run": `fleet-agent dry-run [NUMBER] [--signal NAME=VALUE]... [--bound NAME=MIN..MAX]... [--risk-tolerance X]
                   [--adjustment-factor X] [--confidence-floor X] [--fallback reactive|hold|safe] [--json] [--state DIR]

What would it do? Takes a decision from the journal (the newest that changed something, or NUMBER), changes what you say,
and runs policy and engine again. A signal with an empty value is taken away. Nothing is applied.

Examples
  fleet-agent dry-run --signal request_rate=300
  fleet-agent dry-run 1042 --signal latency_p95= --risk-tolerance 0.1`,
  doctor: `fleet-agent doctor [--state DIR] [--config FILE]

Checks what the agent needs: config, key, runtime library, gateway, clock, targets. Exit code 0 when all is well.`,
  stop: `fleet-agent stop [--state DIR]

Asks the running agent to stop and waits until it has.`,
} as const;

export type Command = keyof typeof HELP;

/** What `fleet-agent --help` prints. */
export const OVERVIEW = `fleet-agent: runs a signed Persona beside your service

  fleet-agent adopt     what it takes to steer an existing configuration
  fleet-agent enrol     make this host known to your fleet
  fleet-agent run       observe, decide, apply
  fleet-agent status    how it is (--json for programs)
  fleet-agent trust     whether what it runs may be trusted, and why not
  fleet-agent explain   why it decided what it decided
  fleet-agent dry-run   what it would do if things were otherwise
  fleet-agent bounds    what each attribute may be, and who says so
  fleet-agent pause     change nothing for a while
  fleet-agent resume    go on
  fleet-agent kill      go to the safe configuration and stay there
  fleet-agent revive    release the kill switch
  fleet-agent doctor    check what it needs
  fleet-agent stop      stop it

\`fleet-agent COMMAND --help\` says more. Exit codes: 0 well, 1 unexpected, 2 command line, 3 files of this host,
4 hub, 5 state of the agent, 6 target or Persona.

Example
  fleet-agent enrol --gateway https://gateway.example --token fp_… && fleet-agent run`;
