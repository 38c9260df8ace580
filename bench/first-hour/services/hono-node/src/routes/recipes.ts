import { Hono } from 'hono';
import { recipeById } from '../data.js';

export const recipes = new Hono();

recipes.get('/', (c) => c.json([...recipeById.values()]));

recipes.get('/quick', (c) => c.json([...recipeById.values()].filter(({ minutes }) => minutes <= 30)));

recipes.get('/:id{[0-9]+}', (c) => {
  const recipe = recipeById.get(Number(c.req.param('id')));
  return recipe ? c.json(recipe) : c.json({ error: 'no such recipe' }, 404);
});

recipes.put('/:id{[0-9]+}', async (c) => {
  const id = Number(c.req.param('id'));
  const { title, minutes, ingredients } = await c.req.json();
  if (typeof title !== 'string') return c.json({ error: 'title is required' }, 400);
  if (!recipeById.has(id)) return c.json({ error: 'no such recipe' }, 404);
  recipeById.set(id, { id, title, minutes, ingredients });
  return c.json(recipeById.get(id));
});
