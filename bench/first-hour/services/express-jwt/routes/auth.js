const { Router } = require('express');
const jwt = require('jsonwebtoken');
const { jwtSecret } = require('../config');
const { query } = require('../db');
const { checkPassword } = require('../lib/passwords');

const router = Router();

router.post('/login', async (req, res) => {
  const { email, password } = req.body || {};
  if (!email || !password) return res.status(400).json({ error: 'email and password are required' });
  const { rows } = await query('SELECT * FROM users WHERE email = $1', [email]);
  const user = rows[0];
  if (!user || !(await checkPassword(password, user.password_salt, user.password_hash))) {
    return res.status(401).json({ error: 'wrong email or password' });
  }
  const token = jwt.sign({ sub: user.id, role: user.role }, jwtSecret, { expiresIn: '1h' });
  res.json({ token, user: { id: user.id, email: user.email, name: user.name } });
});

module.exports = router;
