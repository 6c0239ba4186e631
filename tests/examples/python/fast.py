# #region app
from fastapi import FastAPI, Header, HTTPException
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()


@app.get("/items")
def items(authorization: str = Header(default="")):
    if authorization != "Bearer secret":
        raise HTTPException(401, "Sign in first")
    return ["pen", "ink"]


@app.patch("/items/{id}")
def change_item(id: int):
    return {"id": id}


@app.get("/broken")
def broken():
    raise RuntimeError("The database is away")


app = CORSMiddleware(
    app,  # around the whole app: added by add_middleware, it is inside of what answers a 500
    allow_origins=["https://app.example.com", "https://admin.example.com"],
    allow_methods=["GET", "POST", "PATCH", "DELETE"],
    allow_headers=["Authorization"],
    expose_headers=["X-Total-Count"],
    allow_credentials=True,
)
# #endregion
