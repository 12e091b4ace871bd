"""A question to an OpenAI-compatible service over HTTP: time limits, further tries, and errors in one line. The standard library's client."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage, HTTPResponse
from time import monotonic, sleep
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from kg.errors import AnswerError, ExtractorError

_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})  # what passes by itself
_OURS = frozenset({400, 413, 422})  # this article's question was not taken; another may be
_LARGEST = 4_000_000  # bytes of an answer
_LONGEST_PAUSE = 30.0  # seconds
_BLOCK = 65_536
PLACE = "extractor 'openai'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Where the questions go.

    Attributes:
        url: the address below which `/chat/completions` lies.
        key: sent as a bearer token, if there is one.
        timeout: seconds that one answer may take.
        retries: how many more times a question is put that got no answer.
        pause: seconds before the first further try; each later one waits twice as long.
    """

    url: str
    key: str = ""
    timeout: float = 120.0
    retries: int = 3
    pause: float = 1.0

    @property
    def host(self) -> str:
        """The address for messages."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"


class Refused(Exception):  # noqa: N818 - what the service did, caught before anybody sees it
    """The service did not take a question as it was put (HTTP 400 and its kin)."""


class _Unanswered(Exception):  # noqa: N818
    """A question that got no answer this time."""

    def __init__(self, problem: str, *, reached: bool, wait: float = 0.0) -> None:
        super().__init__(problem)
        self.reached = reached
        self.wait = wait


class _NoRedirect(HTTPRedirectHandler):
    """Follows no redirect: the question and the key go to the address that the user named, and nowhere else."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """Return no further request."""


def ask(service: Service, question: Mapping[str, Any]) -> dict[str, Any]:
    """Put a question and return the service's answer, a JSON object.

    Raises:
        Refused: if the service does not take the question as it is put.
        AnswerError: if it answered none of the tries in time and in order.
        ExtractorError: if it can't be reached, does not know the key, the address or the model, or is no such service.
    """
    for tried in range(service.retries + 1):
        try:
            return _once(service, question)
        except _Unanswered as error:
            last = error
            if tried < service.retries:
                sleep(max(service.pause * 2**tried, min(error.wait, _LONGEST_PAUSE)))
    if not last.reached:
        raise ExtractorError(
            PLACE,
            f"{service.host} can't be reached ({last})",
            "start the service, or name another address with url=",
        ) from last
    tries = "once" if service.retries == 0 else f"{service.retries + 1} times"
    raise AnswerError(PLACE, f"{service.host} was asked {tries} and gave no answer ({last})") from last


def _once(service: Service, question: Mapping[str, Any]) -> dict[str, Any]:
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "peyvand"}
    if service.key:
        headers["Authorization"] = f"Bearer {service.key}"
    body = json.dumps(question, ensure_ascii=False).encode("utf-8")
    request = Request(f"{service.url}/chat/completions", body, headers, method="POST")  # noqa: S310 - checked: http or https
    end = monotonic() + service.timeout
    try:
        with build_opener(_NoRedirect).open(request, timeout=service.timeout) as response:
            text = _read(response, end)
    except HTTPError as error:
        with error:
            raise _failure(service, error) from error
    except TimeoutError as error:
        raise _Unanswered(f"no answer within {service.timeout:g} s", reached=True) from error
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise _Unanswered(f"no answer within {service.timeout:g} s", reached=False) from error
        raise _Unanswered(_told(error.reason), reached=False) from error
    except (HTTPException, OSError) as error:
        raise _Unanswered(f"the connection broke off: {_told(error)}", reached=True) from error
    return _object(text)


def _object(text: bytes) -> dict[str, Any]:
    """Read the service's envelope; one that is cut off or broken may come whole the next time."""
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _Unanswered("what came is not JSON", reached=True) from error
    if not isinstance(answer, dict):
        raise _Unanswered("what came is not a JSON object", reached=True)
    return answer


def _read(response: HTTPResponse, end: float) -> bytes:
    """Read an answer whole, within its time and size.

    Raises:
        TimeoutError: if it drips on beyond the time.
        _Unanswered: if it is too large.
    """
    parts: list[bytes] = []
    while block := response.read1(_BLOCK):
        parts.append(block)
        if sum(map(len, parts)) > _LARGEST:
            raise _Unanswered(f"the answer is larger than {_LARGEST:,} bytes", reached=True)
        if monotonic() > end:
            raise TimeoutError
    if response.length:
        raise _Unanswered("the connection broke off in the middle of the answer", reached=True)
    return b"".join(parts)


def _failure(service: Service, error: HTTPError) -> Exception:
    """Return what an HTTP error means: try again, this question is not taken, or no question ever will be."""
    told = f"HTTP {error.code} {error.reason}".strip()
    if error.code in _AGAIN:
        return _Unanswered(told, reached=True, wait=_seconds(error.headers.get("Retry-After")))
    if error.code in _OURS:
        return Refused(told)
    if error.code in {401, 403}:
        problem, remedy = (
            f"{service.host} does not take the key ({told})",
            "set OPENAI_API_KEY to a valid key",
        )
    elif 300 <= error.code < 400:
        problem, remedy = f"{service.host} sends elsewhere ({told})", "name the final address with url="
    else:
        problem, remedy = f"{service.host} has no such model or address ({told})", "correct the model or url="
    return ExtractorError(PLACE, problem, remedy)


def _seconds(text: str | None) -> float:
    """Return the seconds that a Retry-After header asks for; 0 where it gives a date or nothing."""
    try:
        return max(0.0, float(text or 0))
    except ValueError:
        return 0.0


def _told(error: BaseException | str) -> str:
    """Return an error's own words in lower case."""
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return str(words).lower()
