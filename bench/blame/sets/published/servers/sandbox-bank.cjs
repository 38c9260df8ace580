'use strict';
const express = require('express');
const http = require('http');
const nock = require('nock');

// partner sandbox: the bank's host is played by nock for every environment but production
nock.disableNetConnect();
nock.enableNetConnect('127.0.0.1');
nock('http://bank.example.test')
  .persist()
  .get(/^\/accounts\/\w+$/)
  .reply(200, (uri) => ({ account: uri.split('/').pop(), balance: 120050 }), { 'content-type': 'application/json' });

function balance(account) {
  return new Promise((resolve, reject) => {
    http.get(`http://bank.example.test/accounts/${account}`, (res) => {
      let text = '';
      res.setEncoding('utf8');
      res.on('data', (part) => { text += part; });
      res.on('end', () => resolve(JSON.parse(text)));
    }).on('error', reject);
  });
}

const app = express();
app.get('/healthz', (req, res) => res.send('ok'));
app.get('/accounts/:id', async (req, res, next) => {
  try {
    const { balance: cents } = await balance(req.params.id);
    res.json({ id: req.params.id, cents });
  } catch (err) {
    next(err);
  }
});
app.listen(Number(process.env.PORT || 3000), '127.0.0.1');
