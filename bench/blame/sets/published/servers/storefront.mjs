import express from 'express';
import { createSSRApp, computed, h, reactive } from 'vue';
import { renderToString } from '@vue/server-renderer';

// shop settings are loaded once and changed by the back office
const settings = reactive({ currency: 'EUR', vat: 0.19, banner: 'Spring sale' });

const Price = {
  props: { cents: Number },
  setup(props) {
    const gross = computed(() => ((props.cents / 100) * (1 + settings.vat)).toFixed(2));
    const text = computed(() => `${gross.value} ${settings.currency}`);
    return () => h('b', text.value);
  },
};

const Page = {
  props: { sku: String },
  setup(props) {
    const title = computed(() => `${settings.banner}: ${props.sku}`);
    return () => h('main', [h('h1', title.value), h(Price, { cents: 1299 }), h(Price, { cents: 499 })]);
  },
};

const app = express();
app.get('/healthz', (req, res) => res.send('ok'));
app.get('/p/:sku', async (req, res, next) => {
  try {
    const html = await renderToString(createSSRApp(Page, { sku: req.params.sku }));
    res.type('html').send(`<!doctype html><body>${html}</body>`);
  } catch (err) {
    next(err);
  }
});
app.put('/settings/vat/:pct', (req, res) => {
  settings.vat = Number(req.params.pct) / 100;
  res.sendStatus(204);
});

app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');
