/** Colours carry one meaning each; labels, legends and tables say it in words too. */
export const styles = `
  :root { --busy: #2b6cb0; --on-busy: #ffffff; --idle: #c3ccd6; --opening: #d69e2e; --waiting: #dd6b20; --on-waiting: #ffffff; --failed: #c53030; --server: #6b46c1; --good: #2f855a; --band: #e3ecf7; }
  @media (prefers-color-scheme: dark) { :root { --busy: #63a4e0; --on-busy: #14181d; --idle: #48535f; --opening: #e5b94f; --waiting: #f0883e; --on-waiting: #14181d; --failed: #f56565; --server: #b794f4; --good: #48a876; --band: #223043; } }
  h1 { max-width: 26ch; text-wrap: balance; } @media (min-width: 700px) { h1 { max-width: 40ch; } }
  nav ul { display: flex; flex-wrap: wrap; gap: 4px 20px; padding: 0; margin: 16px 0 0; list-style: none; } a { color: var(--busy); }
  h2 { margin-top: 56px; } h3 { font-size: 17px; margin-top: 36px; } h3 code, h4 code { font-size: 1em; } h4 { font-size: 14px; margin: 18px 0 2px; }
  code { font: 0.92em ui-monospace, monospace; } pre { background: var(--panel); border-radius: 8px; padding: 14px 16px; overflow-x: auto; font: 13px/1.5 ui-monospace, monospace; }
  .names { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 8px 0; max-width: 90ch; font-size: 14px; } .names dt { color: var(--quiet); } .names dd { margin: 0; }
  .remarks { padding-left: 20px; max-width: 85ch; font-size: 15px; } .bad { color: var(--failed); font-weight: 600; } .good { color: var(--good); font-weight: 600; }
  .legend i.line { height: 3px; vertical-align: middle; } .legend i.dash { width: 20px; height: 0; border-top: 3px dashed var(--server); border-radius: 0; vertical-align: middle; }
  table.figures th { white-space: normal; vertical-align: bottom; } table.figures th:not(.words) { min-width: 7ch; } table.figures td.words { white-space: normal; min-width: 24ch; }
  svg .label { fill: var(--on-busy); font-size: 11px; } svg .tiny { font-size: 11px; fill: var(--quiet); } svg .gone { font-size: 11px; fill: var(--failed); } svg { margin: 2px 0 8px; }
  @media (max-width: 600px) { body { padding: 20px 14px 48px; } .names { grid-template-columns: 1fr; gap: 0; } .names dd { margin-bottom: 6px; } }
`;
