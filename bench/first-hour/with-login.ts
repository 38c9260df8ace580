/** A route that stands as a comment because it was not let in. */
const refusedPattern = /^(\s*)\/\/ (.*\/\/.*\b40[13]\b.*)$/gm;

/** What a user does to the configuration that `init` wrote: the login goes in, the routes that want it lose their comment marks. */
export function withLogin(configuration: string, login: string): string {
  return configuration.replace(refusedPattern, '$1$2').replace(/^ {2}endpoints: \[/m, `  ${login}\n  endpoints: [`);
}
