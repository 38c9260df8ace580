/** Colours carry one meaning each, and a legend and the table say it in words too. */
export const styles = `
  :root { --stored: #2f855a; --lost: #c53030; --slots: #975a16; --clients: #d69e2e; --other: #5b6570; --on-bar: #ffffff; --on-clients: #1b1f24; --direct: #b7791f; --pooled: #2b6cb0; --buffered: #2f855a; }
  @media (prefers-color-scheme: dark) { :root { --stored: #48a876; --lost: #f56565; --slots: #c98d2b; --clients: #e5b94f; --other: #8794a3; --on-bar: #14181d; --on-clients: #14181d; --direct: #e5b94f; --pooled: #63a4e0; --buffered: #48a876; } }
  .bad { color: var(--lost); font-weight: 600; } .good { color: var(--stored); font-weight: 600; }
`;
