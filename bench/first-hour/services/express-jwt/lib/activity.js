const views = [];

/** Remembers who looked at their orders, for the "recently active" widget. */
function trackView(user, userAgent) {
  views.push({ userId: user.sub, role: user.role, userAgent, at: new Date(), issuedAt: new Date(user.iat * 1000) });
}

function recentlyActive(limit = 10) {
  return views.slice(-limit);
}

module.exports = { trackView, recentlyActive };
