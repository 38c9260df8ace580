// Writes the table of README.md from labels.json: node bench/corpus/write-table.mjs [--python]
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

const begin = '<!-- table: begin -->';
const end = '<!-- table: end -->';
const { values: args } = parseArgs({ options: { python: { type: 'boolean', default: false } } });
const folder = new URL(args.python ? 'python/' : '.', import.meta.url);
const readme = new URL('README.md', folder);

const labels = JSON.parse(await readFile(new URL('labels.json', folder), 'utf8'));

function formatRate({ metric, ratePerRequest, rateKnownBy, isLumpy }) {
  if (ratePerRequest === null) return 'bounded';
  const unit = metric.endsWith('Bytes') ? ' B' : '';
  return `${ratePerRequest}${unit} (${rateKnownBy}${isLumpy ? ', lumpy' : ''})`;
}

const asIn = (issues = []) =>
  issues.map((issue) => ` [${issue}](https://github.com/${issue.replace('#', '/issues/')})`).join(',');

/** Python's servers run in several ways. */
const startOf = ({ framework, command = [] }) =>
  command[0]?.endsWith('gunicorn') ? `${framework}: \`gunicorn ${command.slice(1, -1).join(' ')}\`` : framework;

function formatLeak(label) {
  const { server, endpoint, resource, metric, culprit, reason, asIn: issues } = label;
  const where = `\`${culprit.find}\`${culprit.function ? ` in \`${culprit.function}\`` : ''}`;
  const why = issues ? `${reason} As in${asIn(issues)}.` : reason;
  return `| \`${server}\` | ${startOf(label)} | ${endpoint.id} | ${resource} | \`${metric}\` | ${formatRate(label)} | ${where} | ${why} |`;
}

function formatClean(label) {
  const { server, services, endpoint, holdsForMs, reason } = label;
  const holds = holdsForMs ? `${holdsForMs / 1000} s` : '';
  return `| \`${server}\` | ${startOf(label)} | ${services.join(', ')} | ${endpoint.id} | ${holds} | ${reason} |`;
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
