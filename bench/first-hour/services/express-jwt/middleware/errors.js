function notFound(req, res) {
  res.status(404).json({ error: `no route for ${req.method} ${req.originalUrl}` });
}

function errorHandler(error, req, res, next) {
  if (res.headersSent) return next(error);
  res.status(error.status || 500).json({ error: error.message });
}

module.exports = { notFound, errorHandler };
