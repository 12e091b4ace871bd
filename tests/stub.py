"""A stub of an OpenAI-compatible service: a real server on a real socket, which answers as a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[["Handler", dict[str, Any]], None]
MODEL = "stub-model-2026-01"


@dataclass(slots=True)
class Stub:
    """The server as a test sees it.

    Attributes:
        replies: what answers each question in turn; the last one answers all that come after it.
        questions: what was asked, with the headers.
    """

    url: str = ""
    model: str = MODEL
    replies: list[Reply] = field(default_factory=list)
    questions: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def asked(self) -> list[dict[str, Any]]:
        """The questions about articles: without the greeting that asks for the model's version."""
        return [question for question in self.questions if len(question["messages"]) == 2]


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    stub: Stub
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        question["path"] = self.path
        self.stub.questions.append(question)
        self.stub.headers.append(dict(self.headers.items()))
        if len(question["messages"]) == 1 and not getattr(self.stub.replies[0], "greets", False):
            self.envelope("{}")
            return
        number = len(self.stub.asked()) or len(self.stub.questions)
        self.stub.replies[min(number, len(self.stub.replies)) - 1](self, question)

    def envelope(self, content: object, *, reason: str = "stop") -> None:
        """Send a chat completion with this content."""
        choice = {"index": 0, "finish_reason": reason, "message": {"role": "assistant", "content": content}}
        self.send(200, json.dumps({"model": self.stub.model, "choices": [choice]}).encode())

    def send(self, status: int, body: bytes, **headers: str) -> None:
        """Send a whole HTTP response."""
        self.send_response(status)
        for name, value in {
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            **headers,
        }.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives it
        """Keep quiet."""


@contextmanager
def serving(*replies: Reply) -> Iterator[Stub]:
    """Run a stub on a free port of the loopback address while the block lasts."""
    stub = Stub(replies=list(replies))
    handler = type("Bound", (Handler,), {"stub": stub})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        stub.url = f"http://127.0.0.1:{server.server_port}/v1"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield stub
        finally:
            server.shutdown()
            thread.join()


# Replies


def says(content: object, *, reason: str = "stop") -> Reply:
    """A model's answer: facts, or a text as it stands."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return lambda handler, question: handler.envelope(text, reason=reason)


def fails(status: int, **headers: str) -> Reply:
    """An HTTP error."""
    return lambda handler, question: handler.send(
        status, b'{"error": {"message": "made for the test"}}', **headers
    )


def sends(body: bytes) -> Reply:
    """A body that need be no chat completion."""
    return lambda handler, question: handler.send(200, body)


def hangs_up(handler: Handler, question: dict[str, Any]) -> None:
    """The connection is closed in the middle of the answer."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.close_connection = True


def sleeps(seconds: float) -> Reply:
    """No answer for a while."""

    def reply(handler: Handler, question: dict[str, Any]) -> None:
        time.sleep(seconds)
        handler.close_connection = True

    return reply


def drips(handler: Handler, question: dict[str, Any]) -> None:
    """An answer that comes byte by byte and never ends within anybody's patience."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(50):
        try:
            handler.wfile.write(b" ")
            handler.wfile.flush()
        except OSError:
            return
        time.sleep(0.05)
    handler.close_connection = True


def refuses_wishes(answer: Reply) -> Reply:
    """A service that takes no `response_format` and no `temperature`."""

    def reply(handler: Handler, question: dict[str, Any]) -> None:
        if "response_format" in question or "temperature" in question:
            handler.send(400, b'{"error": {"message": "unsupported parameter"}}')
        else:
            answer(handler, question)

    return reply


def greeted(reply: Reply) -> Reply:
    """The same reply, given to the greeting, too."""

    def answer(handler: Handler, question: dict[str, Any]) -> None:
        reply(handler, question)

    answer.greets = True  # type: ignore[attr-defined]
    return answer
