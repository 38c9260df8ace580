'use strict';

const PATTERN = /^([A-Z]{2,4})-([A-Z0-9]{1,3})-([A-Z]{3})-(\d+)-(\d)$/;

function splitCode(code) {
  const match = PATTERN.exec(code);
  if (!match) throw new TypeError(`not an article code: ${code}`);
  return { family: match[1], size: match[2], colour: match[3], serial: match[4], check: Number(match[5]) };
}

function checkDigit(serial) {
  let sum = 0;
  for (let i = 0; i < serial.length; i++) sum += Number(serial[i]) * (i % 2 ? 3 : 1);
  return (10 - (sum % 10)) % 10;
}

module.exports = { splitCode, checkDigit };
