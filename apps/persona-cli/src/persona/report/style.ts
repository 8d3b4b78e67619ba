/** The report's look: light and dark from the same roles, readable from 390 pixels on. Nothing is loaded from anywhere. */
export const STYLE = `
:root { color-scheme: light dark; --surface:#fbfcfc; --raised:#fff; --line:#dfe5e6; --text:#172022; --muted:#5c6a6d; --accent:#00796f;
  --bad:#b3261e; --good:#1a7f4b; --band:#f6d9d5; --grid:#e9eeee; --area:#dcebea;
  --c-default:#707b7e; --c-reactive:#c25e00; --c-oracle:#9b4f86; --c-predictive:#2b7db4; --c-static:#00558a; --c-tuned:#9a6b00; --c-random:#86909a; }
@media (prefers-color-scheme: dark) { :root { --surface:#0f1516; --raised:#161e20; --line:#2a3638; --text:#e6edee; --muted:#9aa9ac; --accent:#4fd1c1;
  --bad:#ff8a80; --good:#6fdc9f; --band:#4a2622; --grid:#212c2e; --area:#1b3a39;
  --c-default:#9aa6a9; --c-reactive:#f0994a; --c-oracle:#d79bc4; --c-predictive:#7cc0ea; --c-static:#5aa9e0; --c-tuned:#e0b64a; --c-random:#7d888b; } }
* { box-sizing: border-box; }
body { margin:0; background:var(--surface); color:var(--text); font:14px/1.5 Inter,"Inter Variable",system-ui,-apple-system,"Segoe UI",sans-serif; }
main { max-width:1200px; margin:0 auto; padding:40px 16px 64px; }
h1 { font-size:28px; line-height:1.2; margin:0 0 4px; letter-spacing:-.01em; } h2 { font-size:20px; margin:40px 0 12px; } h3 { font-size:16px; margin:0 0 8px; }
h3 span, figcaption span, .muted { color:var(--muted); font-weight:400; font-size:13px; }
.id, code, td, .tile b, .y, .x { font-family:"JetBrains Mono","JetBrains Mono Variable",ui-monospace,SFMono-Regular,Menlo,monospace; font-variant-numeric:tabular-nums; }
.id { color:var(--muted); font-size:13px; } .summary { max-width:70ch; margin:12px 0 0; }
.verdict { font-size:20px; line-height:1.4; max-width:60ch; margin:24px 0; border-left:3px solid var(--accent); padding-left:16px; }
.tiles { display:grid; grid-template-columns:repeat(auto-fit,minmax(160px,1fr)); gap:8px; margin:0; }
.tile { background:var(--raised); border:1px solid var(--line); border-radius:8px; padding:12px 16px; } .tile dt { color:var(--muted); font-size:13px; } .tile dd { margin:0; }
.tile b { font-size:28px; font-weight:500; display:block; line-height:1.3; } .tile small { color:var(--muted); font-size:12px; }
.card { background:var(--raised); border:1px solid var(--line); border-radius:8px; padding:16px; }
.two { display:grid; grid-template-columns:minmax(0,1fr) minmax(0,1fr); gap:16px; align-items:start; }
@media (max-width:900px) { .two { grid-template-columns:minmax(0,1fr); } }
.scroll { overflow-x:auto; } table { border-collapse:collapse; width:100%; font-size:13px; } th { text-align:right; font-weight:500; color:var(--muted); padding:4px 8px; white-space:nowrap; }
td { text-align:right; padding:6px 8px; border-top:1px solid var(--line); white-space:nowrap; } th:first-child, td:first-child { text-align:left; padding-left:0; font-family:inherit; }
tr.own td { color:var(--accent); font-weight:600; } td small { color:var(--muted); }
.plot { margin:0 0 12px; } figcaption { font-size:13px; font-weight:500; margin-bottom:8px; }
.frame { display:flex; } .y { position:relative; flex:0 0 44px; font-size:12px; color:var(--muted); } .y span { position:absolute; right:8px; transform:translateY(-50%); }
.area-of-plot { position:relative; flex:1; min-width:0; } .area-of-plot svg { width:100%; height:100%; display:block; overflow:visible; }
.x { position:relative; height:20px; margin-left:44px; font-size:12px; color:var(--muted); } .x span { position:absolute; transform:translateX(-50%); white-space:nowrap; } .x span:first-child { transform:none; } .x span:last-child { transform:translateX(-100%); }
.x.lanes { margin-left:44px; }
path { vector-effect:non-scaling-stroke; fill:none; } .grid { stroke:var(--grid); stroke-width:1; } .rule { stroke:var(--bad); stroke-width:1; stroke-dasharray:2 3; }
.rule-label { position:absolute; right:0; transform:translateY(-100%); font-size:12px; color:var(--bad); background:color-mix(in srgb,var(--raised) 80%,transparent); padding:0 2px; }
.band { fill:var(--band); } .area { fill:var(--area); stroke:none; }
.line { stroke-width:1.5; stroke:var(--muted); } .line.persona { stroke:var(--accent); stroke-width:2; } .line.traffic { stroke:var(--muted); stroke-width:1; }
.line.default { stroke:var(--c-default); stroke-dasharray:2 2; } .line.reactive { stroke:var(--c-reactive); stroke-dasharray:6 3; } .line.oracle { stroke:var(--c-oracle); stroke-dasharray:8 3 2 3; }
.legend { display:flex; flex-wrap:wrap; gap:4px 16px; margin:0 0 8px; font-size:13px; } .legend svg { width:28px; height:8px; margin-right:6px; }
.run, .learning { margin-bottom:16px; background:var(--raised); border:1px solid var(--line); border-radius:8px; padding:16px; }
.lane { position:relative; margin:0 0 6px 44px; } .lane > span { display:block; font-size:12px; color:var(--muted); margin-bottom:2px; } .strip { position:relative; height:24px; background:var(--surface); border:1px solid var(--line); border-radius:4px; overflow:hidden; }
.strip svg { width:100%; height:100%; display:block; }
.choice { position:absolute; top:0; bottom:0; font-style:normal; font-size:12px; line-height:22px; padding-left:6px; overflow:hidden; white-space:nowrap; color:var(--text); border-right:1px solid var(--raised); }
.c0 { background:color-mix(in srgb,var(--c-default) 26%,var(--raised)); } .c1 { background:color-mix(in srgb,var(--c-predictive) 30%,var(--raised)); } .c2 { background:color-mix(in srgb,var(--accent) 30%,var(--raised)); } .c3 { background:color-mix(in srgb,var(--c-reactive) 34%,var(--raised)); }
.c4 { background:color-mix(in srgb,var(--c-oracle) 30%,var(--raised)); } .c5 { background:color-mix(in srgb,var(--c-tuned) 30%,var(--raised)); } .c6 { background:color-mix(in srgb,var(--c-static) 30%,var(--raised)); } .c7 { background:color-mix(in srgb,var(--bad) 30%,var(--raised)); }
.grid-of-plots { display:grid; grid-template-columns:repeat(auto-fit,minmax(260px,1fr)); gap:8px 24px; }
.scatter .frame { padding-top:8px; } .mark { position:absolute; width:10px; height:10px; border-radius:50%; transform:translate(-50%,-50%); background:var(--muted); }
.mark.persona { width:16px; height:16px; background:var(--accent); box-shadow:0 0 0 3px var(--raised),0 0 0 5px var(--accent); } .mark.oracle { background:none; border:2px solid var(--c-oracle); } .mark.reactive { background:var(--c-reactive); border-radius:1px; }
.mark-label { position:absolute; transform:translate(12px,-50%); font-size:12px; color:var(--muted); white-space:nowrap; } .mark-label.before { transform:translate(calc(-100% - 12px),-50%); } .mark-label.persona { color:var(--accent); font-weight:600; }
.axis-names { display:flex; justify-content:space-between; margin:4px 0 0 44px; font-size:12px; color:var(--muted); }
pre { margin:0; padding:12px 16px; background:var(--surface); border:1px solid var(--line); border-radius:8px; overflow-x:auto; } .facts { display:grid; grid-template-columns:max-content minmax(0,1fr); gap:4px 16px; margin:16px 0 0; font-size:13px; } .facts dt { color:var(--muted); } .facts dd { margin:0; overflow-wrap:anywhere; } @media (max-width:600px) { .facts { grid-template-columns:minmax(0,1fr); gap:0; } .facts dd { margin-bottom:8px; } main { padding-top:24px; } }
`;
