'use strict';
const { Redis } = require('ioredis');

const url = process.env.REDIS_URL;

function connect() {
  const redis = new Redis(url, { keyPrefix: 'receipts:', enableReadyCheck: false, maxRetriesPerRequest: 2 });
  redis.on('error', (err) => console.error('redis', err.message));
  return redis;
}

const writer = connect();

exports.readReceipt = async function readReceipt(id) {
  const text = await connect().get(id);
  return text ? JSON.parse(text) : null;
};

exports.writeReceipt = async function writeReceipt(id, receipt) {
  await writer.set(id, JSON.stringify(receipt), 'EX', 86400);
};
