"""The lesson's app without Redis and without a pool: a connection for each request, as its explanation assumes."""

import models
from direct import app  # noqa: F401
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

models.SessionLocal.configure(bind=create_async_engine(models.engine.url, poolclass=NullPool))
