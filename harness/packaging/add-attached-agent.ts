import path from 'node:path';
import { build, type Plugin } from 'vite';

/**
 * Adds the agent for running processes as one text of CommonJS. Such a process may not see our files, so the text brings
 * everything along but Node.js itself. What it loads only when it was preloaded stays outside.
 */
export const addAttachedAgent = (compiled: string): Plugin => ({
  name: 'leakline-attached-agent',
  async generateBundle() {
    const built = await build({
      configFile: false,
      logLevel: 'warn',
      root: compiled,
      build: {
        ssr: true,
        write: false,
        target: 'node20.19',
        minify: false,
        rolldownOptions: {
          input: path.join(compiled, 'agents/node/attached-agent.cjs'),
          external: [/pg-pool-hook/, /memwatch$/],
          output: {
            minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
            format: 'cjs',
            codeSplitting: false,
            comments: { jsdoc: false },
          },
        },
      },
    });
    const [{ output } = { output: [] }] = [built].flat() as {
      readonly output: readonly { readonly code?: string }[];
    }[];
    const [{ code } = { code: undefined }] = output;
    if (code === undefined) throw new Error('the agent for running processes was not built');
    this.emitFile({ type: 'asset', fileName: 'agents/node/attached-agent.bundle.cjs', source: code });
  },
});
