const express = require('express');
const cors = require('cors');
const helmet = require('helmet');
const routes = require('./routes');
const users = require('./routes/users');
const admin = require('./routes/admin');
const auth = require('./middleware/auth');
const { errorHandler, notFound } = require('./middleware/errors');

const app = express();

app.use(helmet());
app.use(cors());
app.use(express.json());

app.get('/health', (req, res) => res.json({ status: 'ok' }));
app.use('/api', routes);
app.use('/api/users', users);
app.use('/admin', auth, admin);

app.use(notFound);
app.use(errorHandler);

module.exports = app;
