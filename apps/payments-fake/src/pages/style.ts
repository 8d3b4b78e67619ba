/** The pages' look: the roles, type scale and 4-pixel grid of the hub, light and dark. */
export const CSS = `:root {
  color-scheme: light dark;
  --surface: oklch(0.981 0.003 210); --raised: oklch(1 0 0); --sunk: oklch(0.958 0.004 210);
  --line: oklch(0.902 0.006 215); --line-strong: oklch(0.62 0.012 215);
  --text: oklch(0.235 0.014 230); --muted: oklch(0.475 0.016 225);
  --accent: oklch(0.475 0.085 192); --accent-strong: oklch(0.41 0.075 194); --accent-wash: oklch(0.953 0.022 192); --on-accent: oklch(0.995 0.003 192);
  --good: oklch(0.46 0.115 152); --warn: oklch(0.47 0.1 68); --warn-wash: oklch(0.955 0.045 85); --bad: oklch(0.5 0.178 27); --bad-wash: oklch(0.96 0.022 22);
  --focus: oklch(0.55 0.12 200);
  --mono: "JetBrains Mono Variable", "JetBrains Mono", ui-monospace, monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --surface: oklch(0.178 0.01 225); --raised: oklch(0.216 0.012 225); --sunk: oklch(0.152 0.009 225);
    --line: oklch(0.298 0.013 222); --line-strong: oklch(0.52 0.016 220);
    --text: oklch(0.935 0.006 210); --muted: oklch(0.73 0.014 215);
    --accent: oklch(0.775 0.1 190); --accent-strong: oklch(0.84 0.09 190); --accent-wash: oklch(0.285 0.035 195); --on-accent: oklch(0.19 0.02 200);
    --good: oklch(0.78 0.13 155); --warn: oklch(0.83 0.12 82); --warn-wash: oklch(0.3 0.045 75); --bad: oklch(0.75 0.13 25); --bad-wash: oklch(0.29 0.05 25);
    --focus: oklch(0.78 0.11 195);
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--surface); color: var(--text); font: 400 0.875rem/1.5 "Inter Variable", Inter, system-ui, sans-serif; font-variant-numeric: tabular-nums; }
.banner { margin: 0; padding: 8px 16px; background: var(--warn-wash); color: var(--warn); text-align: center; font-size: 0.8125rem; border-bottom: 1px solid var(--line); }
.banner strong { margin-right: 8px; }
.banner strong::before { content: "◆ "; }
main { margin: 0 auto; padding: 40px 16px 64px; }
main.narrow { max-width: 640px; }
main.wide { max-width: 1200px; }
h1 { font-size: 1.75rem; line-height: 1.2; font-weight: 600; letter-spacing: -0.015em; margin: 0 0 8px; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; line-height: 1.3; font-weight: 600; margin: 40px 0 12px; }
h3 { font-size: 1rem; font-weight: 600; margin: 24px 0 8px; }
p { margin: 0 0 12px; }
a { color: var(--accent); text-underline-offset: 3px; }
a:hover { color: var(--accent-strong); }
small { display: block; color: var(--muted); font-size: 0.8125rem; }
.muted, .fine { color: var(--muted); }
.fine { font-size: 0.8125rem; margin: 0; }
.good { color: var(--good); }
.mono, code { font-family: var(--mono); font-size: 0.8125rem; }
code { overflow-wrap: anywhere; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.split { display: grid; gap: 40px; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 860px) { .split { grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); gap: 64px; } }
.amount { font-size: 2.5rem; line-height: 1.1; font-weight: 600; letter-spacing: -0.02em; margin: 0 0 24px; }
.amount small { font-size: 0.875rem; font-weight: 400; letter-spacing: 0; margin-top: 4px; }
.back { font-size: 0.8125rem; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 8px 16px 8px 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--muted); font-size: 0.8125rem; }
tfoot th { color: var(--muted); }
tfoot .total th, tfoot .total td { color: var(--text); font-weight: 600; border-bottom: 0; }
.number { text-align: right; white-space: nowrap; }
.scroll { overflow-x: auto; }
.scroll td, .scroll th { white-space: nowrap; }
.scroll td.wrap { white-space: normal; min-width: 220px; }
form { margin: 0; }
.stack { display: grid; gap: 24px; }
fieldset { border: 0; margin: 0; padding: 0; display: grid; gap: 12px; min-width: 0; }
legend { padding: 0; font-weight: 600; margin-bottom: 8px; }
label { display: grid; gap: 4px; color: var(--muted); font-size: 0.8125rem; }
input, select { font: inherit; font-size: 0.875rem; color: var(--text); background: var(--raised); border: 1px solid var(--line-strong); border-radius: 6px; padding: 8px 12px; min-height: 40px; width: 100%; }
input[type="radio"], input[type="checkbox"] { width: 16px; height: 16px; min-height: 0; padding: 0; margin: 0; accent-color: var(--accent); flex: none; }
input[readonly] { background: var(--sunk); color: var(--muted); }
input[aria-invalid="true"] { border-color: var(--bad); }
::placeholder { color: var(--muted); opacity: 1; }
button, .button { font: inherit; font-weight: 500; color: var(--text); background: var(--raised); border: 1px solid var(--line-strong); border-radius: 6px; padding: 8px 16px; min-height: 40px; cursor: pointer; text-decoration: none; display: inline-flex; align-items: center; justify-content: center; transition: background 120ms; }
button:hover, .button:hover { background: var(--sunk); color: var(--text); }
.primary, .primary:hover { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.primary:hover { background: var(--accent-strong); }
.danger { color: var(--bad); border-color: var(--bad); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 24px; }
.joined { display: flex; gap: 8px; align-items: end; }
.joined > :first-child { flex: 1; min-width: 0; }
.grid { display: grid; gap: 12px; grid-template-columns: 1fr 1fr; padding-top: 12px; }
.grid .full { grid-column: 1 / -1; }
.choices { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 6px; background: var(--raised); overflow: hidden; }
.choices li + li { border-top: 1px solid var(--line); }
.choice { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; padding: 10px 12px; cursor: pointer; font-size: 0.875rem; color: var(--text); }
.choice .mono { color: var(--muted); }
.choice:has(:checked) { background: var(--accent-wash); }
.check { display: flex; gap: 8px; align-items: center; color: var(--text); font-size: 0.875rem; }
details summary { cursor: pointer; color: var(--accent); width: fit-content; }
.alert, .done { padding: 12px 16px; border-radius: 6px; margin: 0 0 16px; border: 1px solid; }
.alert { background: var(--bad-wash); color: var(--bad); }
.alert::before { content: "✕ "; }
.done { background: var(--accent-wash); color: var(--accent-strong); }
.done::before { content: "✓ "; }
.error { color: var(--bad); margin: 0; font-size: 0.8125rem; }
.error::before { content: "✕ "; }
.card { border: 1px solid var(--line); border-radius: 10px; background: var(--raised); padding: 16px; margin: 0 0 16px; }
.cards { display: grid; gap: 16px; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); align-items: start; }
.cards .card { margin: 0; }
.card h3 { margin: 0 0 8px; }
.card form { display: grid; gap: 8px; }
form + form, form + .fine { margin-top: 8px; }
.scroll td form { display: inline-block; margin: 0 8px 0 0; }
.scroll td .mono + form { margin-left: 8px; }
.scroll td button { padding: 2px 10px; min-height: 32px; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 24px; margin: 0 0 24px; }
dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
.state { white-space: nowrap; }
.state::before { content: "● "; }
.state.good { color: var(--good); } .state.warn { color: var(--warn); } .state.bad { color: var(--bad); } .state.quiet { color: var(--muted); }
.state.warn::before { content: "▲ "; } .state.bad::before { content: "✕ "; } .state.quiet::before { content: "○ "; }
.tabs { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 16px 0 24px; padding: 0; list-style: none; border-bottom: 1px solid var(--line); }
.tabs a { display: block; padding: 8px 0; text-decoration: none; color: var(--muted); border-bottom: 2px solid transparent; }
.tabs a[aria-current] { color: var(--text); border-color: var(--accent); }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(140px, 1fr)); gap: 12px; margin: 0 0 24px; padding: 0; list-style: none; }
.figures li { border: 1px solid var(--line); border-radius: 10px; background: var(--raised); padding: 12px 16px; }
.figures strong { display: block; font-size: 1.25rem; font-weight: 600; }
.figures span { color: var(--muted); font-size: 0.8125rem; }
ol.steps { margin: 0 0 24px; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: 4px 16px; color: var(--muted); }
.story { list-style: none; margin: 0; padding: 0; border-left: 2px solid var(--line); }
.story li { padding: 0 0 16px 16px; }
.story time { color: var(--muted); font-size: 0.8125rem; display: block; }
pre.body { background: var(--sunk); border: 1px solid var(--line); border-radius: 10px; padding: 16px; overflow: auto; max-height: 640px; margin: 0; }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
@media print { .banner { border: 1px solid; } .actions, form { display: none; } body { background: #fff; color: #000; } main { padding: 16px 0; } }
`;
