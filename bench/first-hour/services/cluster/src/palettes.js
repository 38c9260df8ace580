'use strict';

const { Router } = require('express');

const palettes = {
  pastel: ['#ffd1dc', '#c1e1c1', '#aec6cf'],
  earth: ['#8b5a2b', '#6b8e23', '#d2b48c'],
};

const router = Router();

router.route('/').get((req, res) => res.json(Object.keys(palettes)));

router.route('/earth').get((req, res) => res.json(palettes.earth));

module.exports = router;
