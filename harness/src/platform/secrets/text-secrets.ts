import { type Secret, toSecret } from './secret.js';
import { maySaySecret } from './secret-name.js';

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The text as it is written and as it is decoded. */
const bothForms = (text: string, source: string, certainty: Secret['certainty']): readonly Secret[] =>
  [...new Set([text, decoded(text)])].flatMap((form) => toSecret(form, source, certainty));

/** A user without a password is a token (`https://<token>@host`). With a password it is a name. */
function userInfoSecrets(userInfo: string, source: string): readonly Secret[] {
  const colon = userInfo.indexOf(':');
  if (colon < 0) return bothForms(userInfo, source, 'certain');
  return [
    ...bothForms(userInfo.slice(colon + 1), source, 'certain'),
    ...bothForms(userInfo.slice(0, colon), source, 'possible'),
  ];
}

const urlWithUser =
  /(?<![a-z\d+.-])[a-z][a-z\d+.-]*:\/\/([^\s/?#@:"'`<>[\]]*:(?!\d+[/?#])[^\s"'`<>]*|[^\s/?#@"'`<>]+)@[^\s"'`<>]*/gi;
/** A parameter and its value. `auth[token]=…` is found too, with brackets as they are or percent-encoded. */
const parameter = /(?:^|[\s?&;])-*([\w.-]+(?:(?:\[|%5B)[\w.-]*(?:\]|%5D))*)=([^\s&;#"'`]+)/gi;

/**
 * Secrets inside of a text that is not secret as a whole: URLs with credentials, and parameters and options with secret
 * names.
 */
export function secretsOfText(text: string, source: string): readonly Secret[] {
  const urls = [...text.matchAll(urlWithUser)].flatMap(([url, userInfo = '']) => [
    ...toSecret(url, source, 'certain'),
    ...userInfoSecrets(userInfo, source),
  ]);
  const named = [...text.matchAll(parameter)].flatMap(([, name = '', value = '']) =>
    maySaySecret(name) ? bothForms(value, source, 'certain') : [],
  );
  return [...urls, ...named];
}
