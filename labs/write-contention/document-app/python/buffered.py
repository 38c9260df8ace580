"""The lesson's app with Redis. Its aioredis is a part of redis-py today, as redis.asyncio; the rest is as in the lesson."""

import os

from fastapi import Depends, FastAPI
from models import Counter, create_tables, get_db
from redis import asyncio as aioredis
from sqlalchemy.ext.asyncio import AsyncSession

app = FastAPI()
redis: aioredis.Redis


@app.on_event("startup")
async def startup():
    global redis
    redis = aioredis.from_url(os.environ["REDIS_URL"], decode_responses=True)
    await create_tables()


@app.post("/hit")
async def hit():
    await redis.incr("pending_hits")
    return {"status": "queued"}


@app.get("/process")
async def process(db: AsyncSession = Depends(get_db)):
    pending = await redis.get("pending_hits")
    if not pending:
        return {"processed": 0}
    count = int(pending)
    counter = await db.get(Counter, 1)
    if not counter:
        counter = Counter(id=1, value=0)
        db.add(counter)
    counter.value += count
    await redis.delete("pending_hits")
    await db.commit()
    return {"processed": count}
