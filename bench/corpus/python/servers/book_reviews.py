import os

import uvicorn
from fastapi import Depends, FastAPI, HTTPException
from sqlalchemy import Column, Integer, String, create_engine, select
from sqlalchemy.orm import declarative_base, sessionmaker

url = os.environ["DATABASE_URL"].replace("postgres://", "postgresql+psycopg2://", 1)
engine = create_engine(url, pool_size=5, max_overflow=10, pool_pre_ping=True)
Session = sessionmaker(engine)
Base = declarative_base()


class Review(Base):
    __tablename__ = "reviews"
    id = Column(Integer, primary_key=True, autoincrement=False)
    text = Column(String, nullable=False)


Base.metadata.create_all(engine)
with Session.begin() as setup:
    for number in range(1, 201):
        setup.merge(Review(id=number, text=f"review {number}"))

app = FastAPI()


def session():
    opened = Session()
    try:
        yield opened
    finally:
        opened.close()


@app.get("/reviews/{number}")
def review(number: int, db=Depends(session)):
    found = db.execute(select(Review).where(Review.id == number)).scalar_one_or_none()
    if found is None:
        raise HTTPException(404, "unknown")
    return {"id": found.id, "text": found.text}


@app.get("/healthz")
async def healthz():
    return "ok"


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
