import os

import asyncpg
import uvicorn
from fastapi import FastAPI, HTTPException

app = FastAPI()


@app.on_event("startup")
async def open_pool():
    app.state.pool = await asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=2, max_size=20)
    await app.state.pool.execute("create table if not exists stock (sku text primary key, pieces int not null)")
    await app.state.pool.execute("insert into stock values ('lamp', 12) on conflict do nothing")


@app.on_event("shutdown")
async def close_pool():
    app.state.pool.terminate()


@app.get("/stock/{sku}")
async def stock(sku: str):
    connection = await app.state.pool.acquire()
    pieces = await connection.fetchval("select pieces from stock where sku = $1", sku)
    if pieces is None:
        raise HTTPException(404, "unknown")
    await app.state.pool.release(connection)
    return {"sku": sku, "pieces": pieces}


@app.get("/healthz")
async def healthz():
    return "ok"


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
