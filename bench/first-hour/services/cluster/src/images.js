'use strict';

const { Router } = require('express');
const { renderSvg } = require('./render');

const router = Router();
const rendered = [];

router.get('/placeholder', (req, res) => {
  const { width = 320, height = 240, color = 'silver' } = req.query;
  const svg = renderSvg(Number(width), Number(height), color);
  rendered.push({ width, height, color, svg, ip: req.ip, at: Date.now() });
  res.type('svg').send(svg);
});

router.get('/avatar/:id', (req, res) => {
  const hue = (Number(req.params.id) * 47) % 360;
  if (Number.isNaN(hue)) return res.status(400).json({ error: 'id must be a number' });
  res.type('svg').send(renderSvg(64, 64, `hsl(${hue}, 60%, 50%)`));
});

module.exports = router;
