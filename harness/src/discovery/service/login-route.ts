interface Route {
  readonly method: string;
  readonly path: string;
}

const pattern = /\/(?:log-?in|sign-?in|sessions?|authenticate|auth|token)\/?$/i;

/** Logging in is what a measurement needs, not what it measures. */
export const isLogin = ({ method, path }: Route): boolean => method === 'POST' && pattern.test(path);

/** Whether a redirection sends away those who are not logged in. */
export const leadsToLogin = (location: string): boolean => pattern.test(location.replace(/[?#].*$/, ''));
