"""The service with a buffer: a hit is counted in Redis and answered at once."""

from __future__ import annotations

from fastapi import FastAPI, Request, status
from fastapi.responses import JSONResponse
from redis.exceptions import RedisError

from buffer import buffer_hit
from drain import drain_once
from models import prepare_tables, read_stored
from serve import serve

app = FastAPI()
app.add_event_handler("startup", prepare_tables)


@app.exception_handler(RedisError)
async def refuse(_request: Request, error: RedisError) -> JSONResponse:
    """Whatever keeps Redis from taking a hit, later may do better."""
    return JSONResponse({"error": str(error)}, status.HTTP_503_SERVICE_UNAVAILABLE, headers={"Retry-After": "1"})


@app.post("/api/hit", status_code=status.HTTP_202_ACCEPTED)
async def hit() -> dict[str, str]:
    await buffer_hit()
    return {"status": "queued"}


@app.get("/api/hits")
async def hits() -> dict[str, int]:
    """What PostgreSQL holds. Hits that were accepted and are not stored yet are no part of it."""
    return {"stored": await read_stored()}


@app.get("/process")
async def process() -> dict[str, int]:
    """Drains once, for those who run no worker. It may be called beside a worker, and many times at once."""
    return {"processed": await drain_once()}


if __name__ == "__main__":
    serve(app)
