/** The commands and what each says with --help. */
export const HELP = {
  init: `persona init DIR [--template flash-sale|mobile-first|steady-saver] [--publisher NAME] [--json]

Makes a project: DIR/persona.yaml, with every field explained. The templates are for the demo fleet and can be trained as they
are. PUBLISHER is your name in the hub (default: example). Nothing is overwritten.

Examples
  persona init shop --publisher acme
  persona init saver --template steady-saver`,
  train: `persona train DIR [--algorithm ppo|dqn|clone] [--steps N] [--seed N] [--from RUN] [--resume]
              [--workers N|threads|queue] [--seeds N] [--policies LIST] [--out DIR] [--json]

Trains the project's Persona, evaluates it beside every baseline on scenarios it never saw, and writes a bundle (policy.onnx,
persona.json, card.md, evidence.json) and report.html into --out (default DIR/bundle).

  --algorithm  clone  imitates a teacher that knows the traffic to come (minutes; a good start)
               ppo    proximal policy optimisation (default); --from clone begins with what a clone learned
               dqn    deep Q-learning, a branch for each attribute
  --seed       the same seed gives the same weights; --steps are decisions, over all environments
  --workers    how many threads step fleets, record and evaluate (default 1; threads: one a core), or queue: a hub's workers record
               and evaluate, through the database of DATABASE_URL. Results do not depend on it
  --seeds      unseen scenarios to evaluate on (default: evaluation.seeds of the project)
  --policies   of the baselines, only these: default,best-static,reactive,reactive-tuned,predictive,random,oracle

Checkpoints are in DIR/runs. Ctrl-C saves one and says how to go on; --resume goes on after that, or after the machine died, and
ends with the same weights as if nothing had happened. Without a terminal a line comes now and then; --json: one event a line.

Examples
  persona train shop --algorithm clone
  persona train shop --from clone --steps 500000 --workers threads
  persona train shop --from clone --steps 500000 --resume`,
  evolve: `persona evolve DIR [--generations N] [--population N] [--seed N] [--from RUN] [--resume] [--workers N|threads|queue]
               [--seeds N] [--policies LIST] [--out DIR] [--json]

Breeds Personas from a trained one (--from ppo, clone or dqn; default: the latest run): weights, adaptation and trigger
thresholds. Writes the same as train. --workers queue hands the work to the workers of the hub that
\`fleet login\` knows, with an API token that may rollouts:run; results do not depend on how many there are.

Examples
  persona evolve shop --from clone --generations 20 --workers threads
  persona evolve shop --from clone --resume`,
  import: `persona import MODEL.onnx --project DIR [--normalisation project|none|FILE] [--observation LIST] [--actions OUTPUT]
               [--numbers signed|unit|raw] [--deviation N] [--temperature N] [--out DIR] [--json]

Makes a bundle of a policy that was trained elsewhere (PyTorch, Stable-Baselines3): puts normalisation and the policy contract
around it, checks with ONNX Runtime that the result says what the model says, and evaluates it. What is missing or wrong is said
all at once. Wanted: one observation (signals; or signals,config; or signals,present,config), one output with logits for choices
and a mean for numbers in the order of the project's attributes (or an output for each by its name), perhaps a value.

  --normalisation  project: mean and deviation that the project's signals have in simulation (default); none: the model does it
                   itself; FILE: JSON { "mean": […], "std": […] or "var": […], "clip": 10 }, as VecNormalize has them
  --numbers        what a number is: signed, on -1..1 (default); unit, on 0..1; raw, before a sigmoid
  --deviation      standard deviation said for numbers, share of the range (default 0.1)
  --temperature    of choices (default 1); for Q-values, about the size of their differences

Examples
  persona import policy.onnx --project shop
  persona import policy.onnx --project shop --normalisation vecnormalize.json --observation signals,config`,
  evaluate: `persona evaluate --bundle DIR --trace FILE [--time-column C] [--count-column C] [--peak N] [--pace N] [--seeds N]
                 [--project DIR] [--policies LIST] [--workers N|threads] [--report FILE] [--json]

Runs the bundle's Persona and every baseline over a recorded trace, all on the same arrivals, and compares them. The trace is a
CSV of time and count with a header; --peak scales its busiest moment (requests a second), --pace presses so many recorded
seconds into one. Without --trace it runs the project's own unseen scenarios. --project is where persona.yaml is (default: the
folder above the bundle).

Examples
  persona evaluate --bundle shop/bundle --trace friday.csv --peak 430 --pace 60 --seeds 3
  persona evaluate --bundle shop/bundle --trace friday.csv --time-column at --count-column hits --json | jq .policies.persona`,
  compare: `persona compare A B [--project DIR] [--trace FILE …] [--seeds N] [--policies LIST] [--workers N|threads] [--json]

Runs two bundles, and the baselines named with --policies, on the same scenarios and says who did better, and by how much.

Examples
  persona compare shop/bundle shop-dqn/bundle --seeds 8
  persona compare v1 v2 --project shop --trace friday.csv --json`,
  inspect: `persona inspect BUNDLE [--state FILE] [SIGNAL=VALUE …] [--json]

Shows what a bundle is: attributes, contract, size, operators, multiplications, triggers, adaptation. With a state, also what it
would do: SIGNAL=VALUE and ATTRIBUTE=VALUE as words or in a JSON file; signals left out are missing, attributes at their default.

Examples
  persona inspect shop/bundle
  persona inspect shop/bundle request_rate=420 latency_p95=180 caching_strategy=micro`,
  check: `persona check MODEL.onnx [--manifest FILE | --bundle DIR] [--json]

Says whether the gate accepts a model, without running it: its encoding, tensors, operators, shapes and cost. With a manifest
(FILE, or persona.json in DIR) also whether its inputs, outputs and opset are what that promises. Everything that is found is said
at once, each with its code, its place in the model and what to do. Exit code 0 accepted, 1 refused. --json: the gate's own report.

Examples
  persona check policy.onnx
  persona check shop/bundle/policy.onnx --bundle shop/bundle
  persona check policy.onnx --manifest persona.json --json | jq -r '.findings[].code'`,
  gate: `persona gate --bundle DIR [--runs N] [--series FILE] [--json]

Puts a bundle through the very gate that the hub puts it through: the model in a sandbox, hundreds of scenario runs with and
without guards beside the reactive rule and the defaults, odd inputs, a verdict with reasons. Same bundle, same runs.

  --runs    scenario runs in all, at least (default 256: 8 scenarios, 8 seeds, 4 policies); fewer for a first look
  --series  writes the worst run of each scenario, second by second, as JSON

Exit codes: 0 passed, 3 quarantined (a person has to look), 1 rejected, 7 the gate could not run. docs/gate.md has every reason.

Examples
  persona gate --bundle shop/bundle
  persona gate --bundle shop/bundle --runs 32 --json | jq '.verdict, .reasons'`,
  export: `persona export BUNDLE --out FILE [--json]

Writes the bundle's four files as one, as the hub takes them but for the signature: a tar (FILE.tar), or JSON with the files in
base64 (FILE.json), the manifest in canonical form with the digests of the others. What no agent would accept is refused.

Examples
  persona export shop/bundle --out flash-sale-1.tar`,
  keygen: `persona keygen PUBLISHER [--another NAME] [--out DIR] [--json]

Makes the publisher's key and its first keyring, in the folder keys of your configuration or in --out. The key never leaves this
machine, and lies under a passphrase: asked for, or read from the file that PERSONA_PASSPHRASE_FILE names. --another makes one
more key, for a second holder or for a rotation. Nothing is overwritten.

Examples
  persona keygen acme
  PERSONA_PASSPHRASE_FILE=/run/secrets/signing persona keygen acme --another ci --json`,
  sign: `persona sign BUNDLE|KEYRING [--key FILE,…] [--json]

Signs a bundle with the publisher's key (or those of --key), beside the signatures it has: where the keyring asks for more than
one, each holder signs in turn. With a file of keyrings, signs the newest of them.

Examples
  persona sign shop/bundle
  persona sign shop/bundle --key /media/usb/acme.second.key.json`,
  verify: `persona verify BUNDLE [--keyring FILE] [--json]

Checks signatures and every file as hub and agents do, against the publisher's keyring.

Examples
  persona verify shop/bundle
  persona verify shop/bundle --keyring acme.keyring.json --json | jq -r .digest`,
  publish: `persona publish BUNDLE [--draft] [--wait] [--keyring FILE] [--json]

Sends a signed bundle to the hub that \`fleet login\` knows (or FLEET_HUB and FLEET_TOKEN), and the keyrings it has not got. The
API token needs the scope personas:publish. No key is ever sent. The same bundle again changes nothing, so that a job can be run
again.

  --draft  keeps a new Persona to yourself until it is listed
  --wait   waits for the gate, shows how far it is, and ends as it judges: 0 passed, 3 quarantined, 1 rejected, 7 it could not run
  --json   one answer at the end, with the gate's verdict after --wait; what moves meanwhile goes to the standard error

Examples
  persona sign shop/bundle && persona publish shop/bundle
  persona publish shop/bundle --wait --json | jq -r .gate.verdict`,
  search: `persona search [WORD …] [--limit N] [--sort best|newest|rating|price] [--publisher NAME] [--free] [--passed] [--json]

Looks through the store of the hub that FLEET_HUB or \`fleet login\` names; nobody needs a token. A word with a typo finds what was
meant. --free: only what costs nothing; --passed: only what the gate let pass. Exit code 1 where nothing was found.

Examples
  persona search flash sale --passed
  persona search --publisher acme --sort newest --json | jq -r '.rows[].personaId'`,
  show: `persona show PUBLISHER/NAME[@VERSION] [--json]

Shows a Persona of the store: who signs it, its versions with what the gate said, its advisories. Of one version also its files with
their digests, to be compared with a bundle from elsewhere. Nobody needs a token.

Examples
  persona show acme/flash-sale
  persona show acme/flash-sale@3 --json | jq -r '.files[] | [.sha256, .name] | @tsv'`,
  "rotate-key": `persona rotate-key PUBLISHER [--add KEYFILE,…] [--remove KEYID,…] [--revoke KEYID,… [--reason TEXT]] [--threshold N]
                   [--key FILE,…] [--keyring FILE] [--json]

Writes the next keyring: keys added, removed (they signed well and sign no more) or revoked (what they signed counts no more), and
how many must sign. It counts once a threshold of the keys before and of its own has signed: with the keys at hand now, with
\`persona sign KEYRING\` on the other holders' machines.

Examples
  persona keygen acme --another new && persona rotate-key acme --add ~/.config/fleet-persona/keys/acme.new.key.json
  persona rotate-key acme --revoke SHA256:… --reason "laptop lost"`,
  refine: `persona refine list [PUBLISHER/NAME] [--json]
       persona refine start PUBLISHER/NAME@VERSION [--method ppo|dqn|evolution] [--seed N] [--experiments ID,…] [--own] [--json]
       persona refine status REFINEMENT [--json]
       persona refine fetch REFINEMENT --out DIR [--json]
       persona refine cancel REFINEMENT [--json]

Has a hub's worker make the next version of a Persona of yours from what fleets recorded in experiments, where their tenants agreed
to it. What comes back is unsigned: the hub has no key that counts. Read its report, sign it here and publish it as any other.

  list    refinements and how they stand; of a Persona also what it may be learned from
  start   asks for one. --method  ppo  stays near the parent (default)
                                  dqn  learns what each choice was worth
                                  evolution  breeds from the parent, with what was measured as fitness
          --experiments only these; --own only those on your own fleets
  fetch   writes the candidate's four files into DIR, which must not hold any of them

Needs an API token that may personas:write (\`fleet login\`).

Examples
  persona refine start acme/flash-sale@3
  persona refine fetch 5f0c… --out flash-sale-4
  persona gate --bundle flash-sale-4 && persona sign flash-sale-4 && persona publish flash-sale-4`,
  deprecate: `persona deprecate PUBLISHER/NAME@VERSION --reason WHY [--successor N] [--json]

Leads nobody to a version any more. It runs on, who asks for it by its number still gets it, and everybody sees the reason and the
successor. Needs an API token that may personas:write (\`fleet login\`), as the verbs below.

Examples
  persona deprecate acme/flash-sale@3 --reason "Too eager on small fleets" --successor 4`,
  yank: `persona yank PUBLISHER/NAME@VERSION --reason WHY [--successor N] [--json]

Lets no fleet begin with a version any more. Fleets that run it run on, and hosts that join them get it.

Examples
  persona yank acme/flash-sale@3 --reason "Published with the wrong licence"`,
  revoke: `persona revoke PUBLISHER/NAME@VERSION --reason WHY [--yes] [--json]

Stops a version for good. No host installs it again; those that run it go to their own safe configuration, in the waves their tenant
chose. It cannot be taken back, so it asks for the version again; --yes says it is meant.

Examples
  persona revoke acme/flash-sale@3 --reason "Shrinks under a slow leak"`,
  restore: `persona restore PUBLISHER/NAME@VERSION [--json]

Offers a version again that was deprecated or yanked.

Examples
  persona restore acme/flash-sale@3`,
  advise: `persona advise PUBLISHER/NAME --severity low|moderate|high|critical --title TITLE --affected LIST [--fixed-in N]
               [--text FILE] [--json]

Publishes an advisory: everybody who runs one of the affected versions is told on their fleet's pages. It stops nothing.

Examples
  persona advise acme/flash-sale --severity high --title "Sheds load in a surge" --affected 1-3 --fixed-in 4 --text advisory.md`,
} as const;

export type Command = keyof typeof HELP;

/** What `persona --help` prints. */
export const OVERVIEW = `persona: make Personas that beat what fleets run today, and prove it

  persona init      make a project: signals, attributes, reward, scenarios
  persona train     train it, evaluate it, write a bundle and a report
  persona evolve    breed better ones from a trained one
  persona import    make a bundle of a policy trained elsewhere
  persona evaluate  a bundle beside every baseline, on a trace
  persona compare   two bundles on the same scenarios
  persona inspect   what a bundle is, and what it would do
  persona check     whether the gate accepts a model
  persona gate      what the hub's gate would say of a bundle
  persona export    a bundle as one file
  persona keygen    a publisher's key and keyring
  persona sign      a bundle, with your key
  persona verify    a bundle, as hub and agents do
  persona publish   a signed bundle, to the hub
  persona search    the store
  persona show      a Persona of the store, or one version
  persona rotate-key  add, remove or revoke keys

  persona refine     the next version from what experiments recorded: list, start, status, fetch, cancel
  persona deprecate  lead nobody to a version any more
  persona yank       let no fleet begin with it any more
  persona revoke     stop it on every fleet, for good
  persona restore    take deprecate or yank back
  persona advise     tell everybody who runs it what they should know

\`persona COMMAND --help\` says more. Exit codes: 0 done, 1 check refuses, 2 command line, 3 a file is wrong (with its line), 4 a file cannot be
written or the hub refused, 5 training failed, 6 a key or signature was refused, 7 the gate could not run, 130 stopped by Ctrl-C with the checkpoint
saved; gate and publish --wait: 0 passed, 3 quarantined, 1 rejected; search: 1 nothing found.

Example
  persona init shop && persona train shop --algorithm clone && persona train shop --from clone`;
