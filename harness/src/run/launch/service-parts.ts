import type { RunningService } from '../../model/service.js';
import type { ServicePart } from '../../model/services/service-definition.js';

/** What the address of a service is made of; empty where its URL leaves a part out. */
export type ServiceParts = Readonly<Record<ServicePart, string>>;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The parts of a service's address, decoded: an application is given them as they are meant. */
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
