import type { RunningService } from '../../model/service.js';
import type { ServicePart } from '../../model/services/service-definition.js';

/** The parts of a service's address. A part that its URL leaves out is empty. */
export type ServiceParts = Readonly<Record<ServicePart, string>>;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Reads the parts of a service's address and decodes them, because an application expects the plain text. */
export function servicePartsOf({ url, host, port }: Pick<RunningService, 'url' | 'host' | 'port'>): ServiceParts {
  const { username, password, pathname, searchParams } = new URL(url);
  const user = searchParams.get('user') ?? decoded(username);
  return {
    url,
    host,
    port: String(port),
    user,
    username: user,
    password: searchParams.get('password') ?? decoded(password),
    database: decoded(pathname.replace(/^\//, '')),
  };
}
