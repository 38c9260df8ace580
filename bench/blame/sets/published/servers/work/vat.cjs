'use strict';
module.exports = ({ cents, rate }) => ({ net: cents, vat: Math.round(cents * rate), gross: Math.round(cents * (1 + rate)) });
