"""The service without a buffer: each hit is written to PostgreSQL before it is answered."""

from __future__ import annotations

from collections.abc import AsyncIterator

from fastapi import Depends, FastAPI
from sqlalchemy.ext.asyncio import AsyncSession

from models import Counter, SessionLocal, prepare_tables, read_stored
from serve import serve

app = FastAPI()
app.add_event_handler("startup", prepare_tables)


async def get_session() -> AsyncIterator[AsyncSession]:
    async with SessionLocal() as session:
        yield session


@app.post("/api/hit")
async def hit(session: AsyncSession = Depends(get_session)) -> dict[str, int]:
    """
    LOSS: reads the counter, adds one here, writes it back. Of two requests that read the same value one overwrites the
    other, and both are told that they were counted.
    """
    counter = await session.get(Counter, 1)
    counter.value += 1
    await session.commit()
    return {"count": counter.value}


@app.get("/api/hits")
async def hits() -> dict[str, int]:
    return {"stored": await read_stored()}


if __name__ == "__main__":
    serve(app)
