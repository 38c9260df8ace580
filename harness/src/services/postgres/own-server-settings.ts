/** Settings of a server whose data nobody will miss: nothing is flushed, nobody but loopback is heard. */
export function throwAwaySettings(maxConnections: number): readonly string[] {
  const settings = [
    `max_connections=${maxConnections}`,
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'wal_level=minimal',
    'max_wal_senders=0',
  ];
  return settings.flatMap((setting) => ['-c', setting]);
}

/** A server of our own hears only its port of 127.0.0.1 (a container publishes there). */
export function loopbackSettings(port: number): readonly string[] {
  return ['-c', 'listen_addresses=127.0.0.1', '-c', `port=${port}`, '-c', 'unix_socket_directories='];
}
