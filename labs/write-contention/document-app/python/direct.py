"""The lesson's app without Redis: reads the counter, adds one, writes it back."""

from fastapi import Depends, FastAPI
from models import Counter, create_tables, get_db
from sqlalchemy.ext.asyncio import AsyncSession

app = FastAPI()
app.on_event("startup")(create_tables)


@app.post("/hit")
async def hit(db: AsyncSession = Depends(get_db)):
    counter = await db.get(Counter, 1)
    if not counter:
        counter = Counter(id=1, value=0)
        db.add(counter)
    counter.value += 1
    await db.commit()
    return {"count": counter.value}
