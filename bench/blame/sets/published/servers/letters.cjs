'use strict';
const express = require('express');
const { getQuickJS } = require('quickjs-emscripten');

// letter templates are scripts written by the office; they run in a sandbox and give back the page
const office = `
  function line(n) { return '<tr><td>' + n + '</td><td>Maintenance of lift ' + n + ', as agreed</td><td>' + (n * 120) + ',00</td></tr>'; }
  function letter(customer, lines) {
    var rows = '';
    for (var i = 1; i <= lines; i++) rows += line(i);
    return '<html><body><p>Dear customer ' + customer + ',</p><table>' + rows + '</table><p>Kind regards</p></body></html>';
  }
`;

async function main() {
  const quickjs = await getQuickJS();
  const vm = quickjs.createVm();
  const loaded = vm.evalCode(office);
  vm.unwrapResult(loaded).dispose();

  const app = express();
  app.get('/healthz', (req, res) => res.send('ok'));
  app.get('/letters/:customer', (req, res) => {
    const customer = Number(req.params.customer) || 0;
    const result = vm.evalCode(`letter(${customer}, 120)`);
    if (result.error) {
      const message = vm.dump(result.error);
      result.error.dispose();
      return res.status(422).json(message);
    }
    const html = vm.getString(result.value);
    result.value.dispose();
    res.type('html').send(html);
  });
  app.listen(Number(process.env.PORT || 3000), '127.0.0.1');
}

main();
