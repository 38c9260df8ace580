/** The services that Leakline starts, finds and watches. What is known of each is in its folder. */
export const serviceKinds = ['postgres', 'mysql', 'redis'] as const;

export type ServiceKind = (typeof serviceKinds)[number];

/** Values of some services. For the others the value is not known. */
export type ByService<T> = { readonly [kind in ServiceKind]?: T };

export const isServiceKind = (name: string): name is ServiceKind => (serviceKinds as readonly string[]).includes(name);

/** Makes a value for each service. */
export const byEachService = <T>(make: (kind: ServiceKind) => T): Readonly<Record<ServiceKind, T>> =>
  Object.fromEntries(serviceKinds.map((kind) => [kind, make(kind)])) as Record<ServiceKind, T>;
