/**
 * What is true of a route, whatever Leakline thinks of it.
 * `clean`, `leaking`: it needs nothing that only its user knows; `init` has to write it down to be driven, and the run has to say this.
 * `clean behind login`, `leaking behind login`: `init` has to leave it as a comment; once the user gave the login, the run has to say this.
 * `comment`: it needs a secret that the user keeps, or changes what is there; `init` names it, and does not drive it.
 * `either`: it needs a body or an id that can only be made up. Driven it is clean, otherwise it stands as a comment.
 */
export type RouteTruth = 'clean' | 'leaking' | `${'clean' | 'leaking'} behind login` | 'comment' | 'either';

/** One service as its authors wrote it, below `services/`, and what its user gives Leakline. */
export interface FirstHourService {
  readonly name: string;
  /** Commands that its README names between `npm install` and the start. */
  readonly build: readonly string[];
  /** What follows `leakline init --yes`: what only the user knows. */
  readonly initOptions: readonly string[];
  /** Variables of the user's shell with which `init` is repeated and the run made, as `init` asks for; empty where there is no login. */
  readonly login: Readonly<Record<string, string>>;
  /** `METHOD /path` with `:name` for a segment that varies. */
  readonly routes: Readonly<Record<string, RouteTruth>>;
}
