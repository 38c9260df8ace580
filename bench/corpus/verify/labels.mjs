import { readdir, readFile } from 'node:fs/promises';

const corpus = new URL('../', import.meta.url);

/** Where each corpus lies, and which files of its folder are servers. */
const corpora = {
  node: { folder: corpus, isServer: (file) => file.endsWith('.mjs') },
  python: {
    folder: new URL('python/', corpus),
    isServer: (file) => file.endsWith('.py') && file !== 'gunicorn.conf.py',
  },
};

async function faultsOf({ server, culprit }, folder) {
  const file = culprit?.file ?? server;
  const code = await readFile(new URL(`servers/${file}`, folder), 'utf8').catch(() => null);
  if (code === null) return [`${server} has a label and no file ${file}`];
  const occurrences = culprit ? code.split(culprit.find).length - 1 : 1;
  return occurrences === 1 ? [] : [`${file}: "${culprit.find}" occurs ${occurrences} times, must be once`];
}

/** Reads labels.json; throws when a label and the servers do not fit together. */
export async function readLabels(language) {
  const { folder, isServer } = corpora[language];
  const labels = JSON.parse(await readFile(new URL('labels.json', folder), 'utf8'));
  const labelled = new Set(labels.map(({ server }) => server));
  const files = await readdir(new URL('servers/', folder));
  const unlabelled = files
    .filter((file) => isServer(file) && !labelled.has(file))
    .map((file) => `${file} has no label`);
  const faults = [...(await Promise.all(labels.map((label) => faultsOf(label, folder)))).flat(), ...unlabelled];
  if (faults.length > 0) throw new Error(`labels.json does not fit servers/:\n${faults.join('\n')}`);
  return labels;
}
