import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const emptyDocument = 'id="leakline-document"></script>';

/** Puts the one script and the one style sheet into the page: a report is a single file. */
function inlineEverything(): Plugin {
  return {
    name: 'leakline-inline-everything',
    enforce: 'post',
    generateBundle: {
      // Vite lists the licences of the chunks first; they are removed here.
      order: 'post',
      handler(_options, bundle) {
        const page = bundle['index.html'];
        if (page?.type !== 'asset') return;
        let html = String(page.source);
        for (const [file, output] of Object.entries(bundle)) {
          if (output.type === 'chunk') html = inlineScript(html, file, output.code);
          else if (file.endsWith('.css')) html = inlineStyle(html, file, String(output.source));
          else continue;
          delete bundle[file];
        }
        page.source = html;
      },
    },
  };
}

// Replacements are functions, because `$&` in code would be read as a pattern.
const inlineScript = (html: string, file: string, code: string): string =>
  html
    .replace(new RegExp(`<script[^>]*src="[^"]*${file}"[^>]*></script>`), '')
    .replace('</body>', () => `<script type="module">${code.replaceAll('</script', '<\\/script')}</script></body>`);

const inlineStyle = (html: string, file: string, css: string): string =>
  html.replace(new RegExp(`<link[^>]*href="[^"]*${file}"[^>]*>`), () => `<style>${css}</style>`);

/** `npx vite page` shows the sample report, so that the page can be developed without a run. */
function serveSampleDocument(): Plugin {
  return {
    name: 'leakline-sample-document',
    apply: 'serve',
    async transformIndexHtml(html, { server }) {
      const fixture = path.join(here, '../harness/test/fixtures/report/sample-document.ts');
      const { createSampleDocument } = (await server?.ssrLoadModule(fixture)) ?? {};
      const json = JSON.stringify(createSampleDocument()).replaceAll('<', '\\u003c');
      return html
        .replace(/<meta\s+http-equiv[^>]*>/, '')
        .replace(emptyDocument, () => emptyDocument.replace('>', () => `>${json}`));
    },
  };
}

/** `vite build page`: the page without data, which harness/vite.config.ts puts into what is published. */
export default defineConfig({
  root: here,
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [serveSampleDocument(), inlineEverything()],
  build: {
    outDir: path.join(here, 'dist'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    reportCompressedSize: false,
    license: { fileName: 'third-party-licenses.md' },
  },
});
