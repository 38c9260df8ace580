// Writes the table of README.md from labels.json: node bench/corpus/write-table.mjs
import { readFile, writeFile } from 'node:fs/promises';

const begin = '<!-- table: begin -->';
const end = '<!-- table: end -->';
const readme = new URL('README.md', import.meta.url);

const labels = JSON.parse(await readFile(new URL('labels.json', import.meta.url), 'utf8'));

function formatRate({ metric, ratePerRequest, rateKnownBy, isLumpy }) {
  if (ratePerRequest === null) return 'bounded';
  const unit = metric.endsWith('Bytes') ? ' B' : '';
  return `${ratePerRequest}${unit} (${rateKnownBy}${isLumpy ? ', lumpy' : ''})`;
}

function formatLeak(label) {
  const { server, framework, endpoint, resource, metric, culprit, reason } = label;
  const where = `\`${culprit.find}\`${culprit.function ? ` in \`${culprit.function}\`` : ''}`;
  return `| \`${server}\` | ${framework} | ${endpoint.id} | ${resource} | \`${metric}\` | ${formatRate(label)} | ${where} | ${reason} |`;
}

function formatClean({ server, framework, services, endpoint, holdsForMs, reason }) {
  const holds = holdsForMs ? `${holdsForMs / 1000} s` : '';
  return `| \`${server}\` | ${framework} | ${services.join(', ')} | ${endpoint.id} | ${holds} | ${reason} |`;
}

const leaking = labels.filter(({ label }) => label === 'leaking');
const clean = labels.filter(({ label }) => label === 'clean');
const servers = new Set(labels.map(({ server }) => server)).size;

const table = [
  begin,
  '',
  `${labels.length} labels on ${servers} servers: ${leaking.length} leaking, ${clean.length} clean.`,
  '',
  '### Leaking',
  '',
  '| Server | Framework | Endpoint | Resource | Named by | Growth per request | Culprit | Why |',
  '|---|---|---|---|---|---|---|---|',
  ...leaking.map(formatLeak),
  '',
  '### Clean',
  '',
  '| Server | Framework | Services | Endpoint | Holds for | Why it may look leaky |',
  '|---|---|---|---|---|---|',
  ...clean.map(formatClean),
  '',
  end,
].join('\n');

const text = await readFile(readme, 'utf8');
const from = text.indexOf(begin);
const to = text.indexOf(end);
if (from < 0 || to < from)
  throw new Error(`README.md has no "${begin}" … "${end}" to write the table into; put both back`);
await writeFile(readme, text.slice(0, from) + table + text.slice(to + end.length));
