import { type Fields, fieldsOf, plainText } from '../values.js';

/** What Chrome says that the browser asked for it. */
const assetTypes: readonly string[] = [
  'image',
  'stylesheet',
  'script',
  'font',
  'media',
  'manifest',
  'texttrack',
  'ping',
];

const assetContent = /^(image|font|audio|video)\/|^(text|application)\/(css|(x-)?javascript|font-[\w-]+|wasm)\b/i;

const assetPath = /\.(png|jpe?g|gif|svg|webp|avif|ico|css|m?js|map|woff2?|ttf|otf|eot|mp[34]|webm|ogg|wasm)(\?|$)/i;

/** Whether a page was merely loading its parts: a file server's work, and not the application's. */
export function isAsset(entry: Fields, path: string): boolean {
  const request = fieldsOf(entry.request);
  if (plainText(request.method).toUpperCase() !== 'GET') return false;
  if (assetTypes.includes(plainText(entry._resourceType))) return true;
  const content = plainText(fieldsOf(fieldsOf(entry.response).content).mimeType);
  return assetContent.test(content) || assetPath.test(path);
}
