/** A route as it is known from a service's router, its document or its sources. */
export interface KnownRoute {
  /** In capital letters. */
  readonly method: string;
  /** The path, with parameters as the service writes them: `/users/:id`, `/users/{id}`. */
  readonly path: string;
  /** Whether it answers every method. Middleware does so too. */
  readonly isForAll?: boolean;
  /** JSON schema of the body, if the router knows one. */
  readonly bodySchema?: unknown;
}

/**
 * What one process of a service tells of itself. It writes a JSON file into the folder that `RoutesFolderVariable`
 * names.
 */
export interface ToldRoutes {
  readonly routes: readonly KnownRoute[];
  /** Ports on which it listens. */
  readonly ports: readonly number[];
}

/**
 * Name of the variable with that folder. It is a type, so that the compiler checks that both sides use the same name.
 */
export type RoutesFolderVariable = 'LEAKLINE_ROUTES_FOLDER';
