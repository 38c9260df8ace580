/** What the pages of all labs share; each adds the colours that carry a meaning there. */
export const sharedStyles = `
  :root { color-scheme: light dark; --ink: #1b1f24; --quiet: #5b6570; --line: #d8dde3; --paper: #ffffff; --panel: #f5f7f9; }
  @media (prefers-color-scheme: dark) { :root { --ink: #e6eaee; --quiet: #9aa5b1; --line: #39424c; --paper: #14181d; --panel: #1c2229; } }
  body { margin: 0 auto; max-width: 1180px; padding: 32px 24px 64px; background: var(--paper); color: var(--ink);
    font: 16px/1.5 system-ui, sans-serif; }
  h1 { font-size: 28px; line-height: 1.2; margin: 0 0 8px; } h2 { font-size: 20px; margin: 40px 0 8px; } h3 { font-size: 15px; margin: 20px 0 4px; }
  p { max-width: 75ch; margin: 8px 0; } .quiet { color: var(--quiet); font-size: 14px; }
  .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(220px, 1fr)); gap: 16px; margin: 24px 0; }
  .tile { background: var(--panel); border-radius: 8px; padding: 16px; } .tile b { display: block; font-size: 28px; line-height: 1.2; }
  .scroll { overflow-x: auto; } svg { display: block; width: 100%; min-width: 760px; height: auto; } svg text { fill: var(--ink); font: 13px system-ui, sans-serif; } svg .quiet { fill: var(--quiet); font-size: 12px; }
  .legend { display: flex; flex-wrap: wrap; gap: 4px 20px; padding: 0; margin: 8px 0; list-style: none; font-size: 14px; }
  .legend i { display: inline-block; width: 12px; height: 12px; border-radius: 2px; margin-right: 6px; }
  table { border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
  th, td { padding: 6px 14px 6px 0; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
  th { color: var(--quiet); font-weight: 600; } .words { text-align: left; } td.wrap { white-space: normal; min-width: 30ch; }
`;
