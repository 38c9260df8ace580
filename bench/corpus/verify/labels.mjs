import { readdir, readFile } from 'node:fs/promises';

const corpus = new URL('../', import.meta.url);

async function faultsOf({ server, culprit }) {
  const file = culprit?.file ?? server;
  const code = await readFile(new URL(`servers/${file}`, corpus), 'utf8').catch(() => null);
  if (code === null) return [`${server} has a label and no file ${file}`];
  const occurrences = culprit ? code.split(culprit.find).length - 1 : 1;
  return occurrences === 1 ? [] : [`${file}: "${culprit.find}" occurs ${occurrences} times, must be once`];
}

/** Reads labels.json; throws when a label and the servers do not fit together. */
export async function readLabels() {
  const labels = JSON.parse(await readFile(new URL('labels.json', corpus), 'utf8'));
  const labelled = new Set(labels.map(({ server }) => server));
  const files = await readdir(new URL('servers/', corpus));
  const servers = files.filter((file) => file.endsWith('.mjs'));
  const unlabelled = servers.filter((file) => !labelled.has(file)).map((file) => `${file} has no label`);
  const faults = [...(await Promise.all(labels.map(faultsOf))).flat(), ...unlabelled];
  if (faults.length > 0) throw new Error(`labels.json does not fit servers/:\n${faults.join('\n')}`);
  return labels;
}
