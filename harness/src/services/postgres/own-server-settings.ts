/** Settings of a server whose data nobody will miss: nothing is flushed. */
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

/**
 * Has a server of our own listen only on its port of 127.0.0.1. A container listens everywhere, and publishes its port
 * on 127.0.0.1.
 */
export function loopbackSettings(port: number): readonly string[] {
  return ['-c', 'listen_addresses=127.0.0.1', '-c', `port=${port}`, '-c', 'unix_socket_directories='];
}
