interface Route {
  readonly method: string;
  readonly path: string;
}

const pattern = /\/(?:log-?in|sign-?in|sessions?|authenticate|auth|token)\/?$/i;

/** Whether a request logs in. A measurement needs a login, but does not measure it. */
export const isLogin = ({ method, path }: Route): boolean => method === 'POST' && pattern.test(path);

/** Whether a redirect leads to a login, and so sends away clients that are not logged in. */
export const leadsToLogin = (location: string): boolean => pattern.test(location.replace(/[?#].*$/, ''));
