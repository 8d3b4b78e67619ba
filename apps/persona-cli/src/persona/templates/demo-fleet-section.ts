/** The demo fleet of `npm start` as a project describes it; every figure is measured (infra/demo-fleet/src/sizing.ts). */
export const DEMO_FLEET_SECTION = `# ---- The fleet -----------------------------------------------------------------------------------------------------------
# What is trained on is a model of your fleet, request by request. The figures are those of the demo fleet: measure yours.
fleet:
  # Sizes are relative to their mean: a server has cpu_allocation × size cores. The first of them are taken into service first.
  servers:
    - { name: o1, size: 1.428571, weight: 25 }
    - { name: o2, size: 1.142857, weight: 20 }
    - { name: o3, size: 0.857143, weight: 15 }
    - { name: o4, size: 0.571429, weight: 10 }
  # Kinds of requests. Shares add up to 1. service: milliseconds on one whole core; also constant, exponential,
  # lognormal (sigma), pareto (shape, cutoff). Only what is cacheable can be answered by the shared cache.
  classes:
    - { name: catalogue, share: 0.7, service: { kind: uniform, mean_ms: 2.2, spread: 0.5 }, cacheable: true, counts: page, retryable: true, answer_bytes: 1900 }
    - { name: search, share: 0.2, service: { kind: uniform, mean_ms: 5, spread: 0.5 }, cacheable: false, counts: search, retryable: true, answer_bytes: 330 }
    - { name: checkout, share: 0.1, service: { kind: uniform, mean_ms: 3.2, spread: 0.5 }, cacheable: false, counts: checkout, retryable: false, priority: -10, answer_bytes: 330 }
  catalogue: { items: 3000, exponent: 0.9 } # pages, and how uneven their popularity is (Zipf)
  cache: { whole_seconds: true } # as HAProxy counts; capacity: items it can hold
  cache_ttl_s: { off: 0, micro: 1, short: 5, long: 30 } # seconds each choice of caching_strategy keeps a page
  cpu: { kind: quota, period_ms: 100 } # how Linux deals out CPU; { kind: fluid } for whole machines
  discipline: fifo # one request after the other on a server; or processor-sharing
  cores_per_request: 1
  overhead_ms: { server: 1, cache: 0.6 } # proxy and network, per answer
  queue: { limit: 1500, timeout_ms: 1500 }
  client_timeout_ms: 4000
  retries: 2
  loss_noticed_after_s: 9007199254740991 # nobody checks the health of these servers
  parked_cores: 0.01 # what a server keeps that is out of service
  actuation_delay_s: { hot: 0, drain: 0, restart: 1 } # until a change of this cost class is in force
  objective: { p95_ms: 150, error_share: 0.01 } # a second that misses it is a breach second
  behaviour:
    mobile_share: 0.45
    session_depth: 6 # pages a visitor asks for
    conversion: 0.03 # of visitors, when answers take no time
    conversion_loss_per_100_ms: 0.07
    revenue_per_order: 60
  cost: { per_core_second: 1, per_server_second: 0, minimum_billing_s: 0, per_breach_second: 0 }

# ---- What may be moved ---------------------------------------------------------------------------------------------------
# The search space, in the form of a Persona's manifest. Standard names port between fleets. An agent never leaves the host's
# own bounds, whatever is written here.
attributes:
  - name: cpu_allocation # mean cores of a server
    kind: continuous
    scope: host
    cost: hot
    weight: 3
    unit: cores
    scale: linear
    min: 0.1
    max: 0.2875
    default: 0.175
    safe: 0.175
  - name: active_servers
    kind: integer
    scope: fleet
    cost: drain
    weight: 2
    unit: servers
    scale: linear
    min: 2
    max: 4
    default: 4
    safe: 4
  - name: caching_strategy
    kind: categorical
    scope: fleet
    cost: hot
    weight: 2
    choices: [off, micro, short, long]
    ordered: true
    default: short
    safe: short
  - name: load_balancing_algorithm
    kind: categorical
    scope: fleet
    cost: hot
    weight: 1
    choices: [roundrobin, leastconn, random2, uri_hash]
    ordered: false
    default: leastconn
    safe: leastconn
  - name: max_connections # at a time, for each server
    kind: integer
    scope: fleet
    cost: hot
    weight: 1
    unit: connections
    scale: log
    min: 1
    max: 16
    default: 2
    safe: 2
held: [] # names of attributes that this Persona leaves alone
`;
