const { Pool } = require('pg');
const { db } = require('../config');

const pool = new Pool({ ...db, max: 10 });

module.exports = { query: (text, params) => pool.query(text, params), pool };
