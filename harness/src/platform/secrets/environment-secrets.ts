import { maskPatterns } from './patterns.js';
import { type Secret, toSecret } from './secret.js';
import { maySaySecret } from './secret-name.js';
import { secretsOfText } from './text-secrets.js';

/** Variables of POSIX, shells, terminals and desktops. Everybody on the machine knows their values. */
const wellKnown =
  /^(_|PATH|HOME|PWD|OLDPWD|SHELL|SHLVL|USER|LOGNAME|USERNAME|HOSTNAME|HOSTTYPE|OSTYPE|MACHTYPE|TERM|COLORTERM|COLUMNS|LINES|LANG|LANGUAGE|TZ|TMPDIR|TMP|TEMP|EDITOR|VISUAL|PAGER|MAIL|DISPLAY|CI|PORT|HOST|INIT_CWD|SSH_AUTH_SOCK|SSH_ASKPASS|GIT_ASKPASS|SSH_TTY|DESKTOP_SESSION|SESSION_MANAGER|DBUS_SESSION_BUS_ADDRESS|GPG_AGENT_INFO|NO_COLOR|FORCE_COLOR|DEBIAN_FRONTEND)$|^(XDG|LC|LS)_/;

/**
 * Families of variables that npm, Node.js and CI systems set. A variable of them is still secret if its name says so.
 */
const familiar = /^(npm|NODE|NVM|GITHUB|RUNNER|GITLAB|CI|CIRCLE|TRAVIS|BUILDKITE|JENKINS|BITBUCKET|TEAMCITY|LEAKLINE)_/;

const isPath = (value: string): boolean => /^(?:~|\.{1,2})?\/[^\n]*$|^[A-Z]:\\/.test(value);
const isNumeric = (value: string): boolean => /^v?[+-]?\d[\d.,:/\s-]*[a-z%]{0,3}$/i.test(value);
const isAddress = (value: string): boolean =>
  /^[a-z][a-z\d+.-]*:\/\/\S*$/i.test(value) ? maskPatterns(value) === value : /^[\w.-]+:\d+$/.test(value);

/** Whether the form of a value shows that it is a place or an amount. */
const isOrdinary = (value: string): boolean =>
  value.split(':').every((part) => part === '' || isPath(part)) || isNumeric(value) || isAddress(value);

/**
 * A number with up to this many digits is more often a quantity than a secret, whatever its name:
 * `SESSION_TTL=86400000`.
 */
const longestQuantity = 8;

const isQuantity = (value: string): boolean => /^\d+$/.test(value) && value.length <= longestQuantity;

function secretsOfVariable(name: string, value: string): readonly Secret[] {
  if (wellKnown.test(name)) return [];
  const inside = secretsOfText(value, name);
  const isUrlWithCredentials = inside.length > 0 && !isAddress(value) && /^[a-z][a-z\d+.-]*:\/\//i.test(value);
  if (isUrlWithCredentials) return [...toSecret(value, name, 'certain'), ...inside];
  if (maySaySecret(name)) return [...toSecret(value, name, isQuantity(value) ? 'possible' : 'certain'), ...inside];
  if (familiar.test(name) || isOrdinary(value)) return inside;
  return [...toSecret(value, name, 'possible'), ...inside];
}

/** The values in an environment that must not be written down. */
export function secretsOfEnvironment(environment: Readonly<Record<string, string | undefined>>): readonly Secret[] {
  return Object.entries(environment).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : secretsOfVariable(name, value),
  );
}
