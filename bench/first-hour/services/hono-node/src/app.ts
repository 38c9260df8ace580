import { Hono } from 'hono';
import { prettyJSON } from 'hono/pretty-json';
import { secureHeaders } from 'hono/secure-headers';
import { admin } from './routes/admin.js';
import { recipes } from './routes/recipes.js';
import { units } from './routes/units.js';

export const app = new Hono().basePath('/api');

app.use('*', secureHeaders());
app.use(prettyJSON());

app.get('/', (c) => c.json({ name: 'recipes' }));
app.route('/recipes', recipes);
app.route('/units', units);
app.route('/admin', admin);

app.notFound((c) => c.json({ error: 'not found' }, 404));
