const { randomBytes, scrypt, timingSafeEqual } = require('node:crypto');
const { promisify } = require('node:util');

const derive = promisify(scrypt);

async function hashPassword(password) {
  const salt = randomBytes(16).toString('hex');
  const hash = await derive(password, salt, 32);
  return { salt, hash: hash.toString('hex') };
}

async function checkPassword(password, salt, hash) {
  return timingSafeEqual(await derive(password, salt, 32), Buffer.from(hash, 'hex'));
}

module.exports = { hashPassword, checkPassword };
