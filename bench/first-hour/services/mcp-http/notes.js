import { McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';

const notes = new Map([
  ['welcome', 'Notes are kept in memory.'],
  ['todo', 'Write more notes.'],
]);

const text = (value) => ({ content: [{ type: 'text', text: value }] });

export function createServer() {
  const server = new McpServer({ name: 'notes', version: '0.2.0' });

  server.registerTool(
    'list-notes',
    { title: 'List notes', description: 'Names of all notes', inputSchema: {} },
    async () => text([...notes.keys()].join('\n')),
  );

  server.registerTool(
    'read-note',
    { title: 'Read a note', description: 'The text of one note', inputSchema: { name: z.string() } },
    async ({ name }) => text(notes.get(name) ?? `no note ${name}`),
  );

  server.registerTool(
    'search-notes',
    {
      title: 'Search notes',
      description: 'Names of the notes that hold a word',
      inputSchema: { word: z.string().min(1), limit: z.number().int().positive().default(10) },
    },
    async ({ word, limit }) => {
      const found = [...notes].filter(([, note]) => note.includes(word)).slice(0, limit);
      return text(found.map(([name]) => name).join('\n'));
    },
  );

  server.registerTool(
    'write-note',
    {
      title: 'Write a note',
      description: 'Replaces the text of a note, or begins a new one',
      inputSchema: { name: z.string().min(1).max(64), content: z.string().max(4096) },
      annotations: { idempotentHint: true },
    },
    async ({ name, content }) => {
      if (!notes.has(name) && notes.size >= 100) throw new Error('There is room for 100 notes.');
      notes.set(name, content);
      return text(`wrote ${name}`);
    },
  );

  server.registerTool(
    'append-note',
    {
      title: 'Add to a note',
      description: 'Adds a line at the end of a note',
      inputSchema: { name: z.string().min(1).max(64), line: z.string().max(512) },
    },
    async ({ name, line }) => {
      notes.set(name, `${notes.get(name) ?? ''}\n${line}`.slice(-4096));
      return text(`added to ${name}`);
    },
  );

  server.registerTool(
    'rename-note',
    {
      title: 'Rename a note',
      description: 'Gives a note another name',
      inputSchema: { from: z.string(), to: z.string().min(1).max(64) },
    },
    async ({ from, to }) => {
      const note = notes.get(from);
      if (note === undefined) return text(`no note ${from}`);
      notes.delete(from);
      notes.set(to, note);
      return text(`renamed ${from} to ${to}`);
    },
  );

  server.registerTool(
    'delete-note',
    {
      title: 'Delete a note',
      description: 'Removes a note for good',
      inputSchema: { name: z.string() },
      annotations: { destructiveHint: true },
    },
    async ({ name }) => text(notes.delete(name) ? `deleted ${name}` : `no note ${name}`),
  );

  server.registerResource(
    'note',
    new ResourceTemplate('note://{name}', { list: undefined }),
    { title: 'Note', description: 'One note as a resource' },
    async (uri, { name }) => ({ contents: [{ uri: uri.href, text: notes.get(name) ?? '' }] }),
  );

  server.registerPrompt(
    'summarize',
    { title: 'Summarize', description: 'Asks for a summary of a note', argsSchema: { name: z.string() } },
    ({ name }) => ({
      messages: [{ role: 'user', content: { type: 'text', text: `Summarize: ${notes.get(name) ?? ''}` } }],
    }),
  );

  return server;
}
