import { Hono } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { recipeById } from '../data.js';

export const admin = new Hono();

admin.use('*', bearerAuth({ token: process.env.ADMIN_TOKEN ?? 'kitchen' }));

admin.get('/summary', (c) => c.json({ recipes: recipeById.size, memory: process.memoryUsage() }));
