import timers = require('node:timers');

/** Timers as Node.js has them: loaded with the agent, before the application may put others in their place. */
const ownTimers = { ...timers };

export = ownTimers;
