import os

import uvicorn
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import sessionmaker

url = os.environ["DATABASE_URL"].replace("postgres://", "postgresql+asyncpg://", 1)
engine = create_async_engine(url, pool_size=8, max_overflow=4)
Session = sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)
app = FastAPI()


@app.on_event("startup")
async def create_table():
    async with engine.begin() as connection:
        await connection.execute(text("drop table if exists bottles"))
        await connection.execute(text("create table bottles (id int primary key, year int)"))
        await connection.execute(text("insert into bottles select n, 1990 + n % 30 from generate_series(1, 300) n"))


@app.get("/bottles/{bottle}")
async def bottle_year(bottle: int):
    async with Session() as session:
        year = await session.scalar(text("select year from bottles where id = :id"), {"id": bottle})
    return {"bottle": bottle, "year": year}


@app.get("/healthz")
async def healthz():
    return "ok"


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
