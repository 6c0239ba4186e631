"""One app; the first part of the path names what is wrong with it."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route

APP = "https://app.example.com"


class SignIn:
    """Refuses whoever has no Authorization, OPTIONS too."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http" and b"authorization" not in dict(scope["headers"]):
            return await JSONResponse({"error": "Sign in first"}, 401)(scope, receive, send)
        await self.app(scope, receive, send)


async def items(request):
    return JSONResponse(["pen", "ink"])


async def change_item(request):
    return JSONResponse({"id": 7})


async def broken(request):
    raise RuntimeError("The database is away")


def app_with(*middleware):
    routes = [Route("/items", items), Route("/items/7", change_item, methods=["PATCH"]), Route("/broken", broken)]
    return Starlette(routes=routes, middleware=middleware)


def cors(**policy):
    return Middleware(CORSMiddleware, **policy)


# #region wrong
wrong = {
    "error": app_with(cors(allow_origins=[APP])),
    "methods": app_with(cors(allow_origins=[APP])),
    "slash": app_with(cors(allow_origins=[APP + "/"])),
    "star": app_with(cors(allow_origins=["*"], allow_credentials=True)),
    "sign-in": app_with(Middleware(SignIn), cors(allow_origins=[APP], allow_headers=["Authorization"])),
    "header": app_with(cors(allow_origins=[APP], allow_methods=["*"])),
}
# #endregion

app = Starlette(routes=[Mount(f"/{name}", app) for name, app in wrong.items()])
