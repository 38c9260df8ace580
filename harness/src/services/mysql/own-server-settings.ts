/** Settings of a server whose data nobody will miss: nothing is flushed, and buffers are small. */
export const throwAwaySettings = (maxConnections: number): readonly string[] => [
  `--max-connections=${maxConnections}`,
  '--skip-name-resolve',
  '--skip-log-bin',
  '--innodb-flush-log-at-trx-commit=0',
  '--innodb-flush-method=nosync',
  '--innodb-buffer-pool-size=64M',
  '--character-set-server=utf8mb4',
];
