/** A route as a service's router, its document or its sources have it. */
export interface KnownRoute {
  /** In capital letters. */
  readonly method: string;
  /** With parameters as the service writes them: `/users/:id`, `/users/{id}`. */
  readonly path: string;
  /** It answers every method, as middleware does, too. */
  readonly isForAll?: boolean;
  /** JSON schema of the body, where the router knows one. */
  readonly bodySchema?: unknown;
}

/** What one process of a service tells of itself: a JSON file in the folder that `RoutesFolderVariable` names. */
export interface ToldRoutes {
  readonly routes: readonly KnownRoute[];
  /** Ports on which it listens. */
  readonly ports: readonly number[];
}

/** Names the variable, and has the compiler hold both sides to it. */
export type RoutesFolderVariable = 'LEAKLINE_ROUTES_FOLDER';
