"""The counter in PostgreSQL, and the batches that are counted in it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, DateTime, Integer, func, text
from sqlalchemy.dialects.postgresql import UUID, insert
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, sessionmaker

from config import config

# The pool is SQLAlchemy's default: five connections, ten more when many ask, thirty seconds to wait for one.
engine = create_async_engine(config.database_url)
SessionLocal = sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)
Base = declarative_base()


class Counter(Base):
    __tablename__ = "hit_counter"
    id = Column(Integer, primary_key=True)
    value = Column(BigInteger, nullable=False)


class HitBatch(Base):
    """A batch that is stored. Its id keeps it from being stored again."""

    __tablename__ = "hit_batches"
    id = Column(UUID(as_uuid=True), primary_key=True)
    hits = Column(BigInteger, nullable=False)
    applied_at = Column(DateTime(timezone=True), nullable=False, server_default=func.now(), index=True)


async def prepare_tables() -> None:
    """One transaction. The lock is for processes that start side by side; its number is that of the twins."""
    async with engine.begin() as connection:
        await connection.execute(text("SELECT pg_advisory_xact_lock(724001)"))
        await connection.run_sync(Base.metadata.create_all)
        await connection.execute(insert(Counter).values(id=1, value=0).on_conflict_do_nothing())


async def read_stored() -> int:
    async with SessionLocal() as session:
        counter = await session.get(Counter, 1)
        return counter.value
