"""The command `kg`: one file a command, imported only when it is called.

The library raises typed errors; only this room prints them and exits. A user's mistake is one line on standard error, never a traceback.
"""

from __future__ import annotations

import difflib
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn, TextIO

import click

from kg import __version__
from kg.errors import PeyvandError

COMMANDS: dict[str, str] = {
    "demo": "Take the sample articles through everything below.",
    "build": "Read articles into a store.",
    "extract": "Write the facts of articles as JSON, one file an article.",
    "query": "Put a named query, or your own SPARQL, to a store.",
    "queries": "List the named queries with their parameters.",
    "show": "Show what is known of one person, body or place.",
    "view": "Draw the graph, or one entity's part of it, as a web page.",
    "export": "Write the graph as Turtle, N-Quads, TriG or JSON-LD.",
    "check": "Check a store against the shapes and the rules of plausibility.",
    "evaluate": "Score what is read from articles against facts that people annotated.",
    "train": "Learn the tagger, the judges of events and the scores of claims from annotated articles.",
}
"""The commands with their one line each, so that `kg --help` need not import them; a test holds the lines equal to theirs."""

DONE, FAILED, USAGE, NOT_FOUND = 0, 1, 2, 3
INTERRUPTED, PIPE_CLOSED = 130, 141  # as a shell reports SIGINT and SIGPIPE

EXIT_CODES = """\b
Exit codes:
  0    done
  1    done in part, or not: an input failed, kg check found a violation, a store or file can't be used
  2    wrong usage: an unknown option, query or parameter, SPARQL that can't be run
  3    the graph knows no such name or IRI
  130  interrupted
"""


class Commands(click.Group):
    """The commands by their names in `COMMANDS`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order in which a new user meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command, or return None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"kg.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first argument names.

        Raises:
            click.UsageError: if there is none; it names the nearest.
        """
        name = args[0]
        if not name.startswith("-") and name not in COMMANDS:
            near = difflib.get_close_matches(name, COMMANDS, n=1)
            raise click.UsageError(
                f"no command {name!r}" + (f" (did you mean {near[0]!r}?)" if near else ""), ctx
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=Commands,
    epilog=EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(__version__, prog_name="kg")
def kg() -> None:
    """Peyvand: a sourced, dated knowledge graph of institutions and their officials from Persian news.

    \b
    Example:
      kg build articles/
      kg show "کتابخانه ملی"
    """  # noqa: D301 - \b is click's mark for lines that are not wrapped


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line (that of the process where None) and return its exit code; errors are printed."""
    try:
        # Not click's own main: it would end the process with codes of its own at an interrupt or a closed pipe.
        with kg.make_context("kg", list(sys.argv[1:] if arguments is None else arguments)) as context:
            code = kg.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return USAGE
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "kg"
        _say(f"{error.format_message().rstrip('.')}; see {command} --help")
        return USAGE
    except click.ClickException as error:
        _say(error.format_message())
        return error.exit_code
    except PeyvandError as error:
        _say(str(error))
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        _say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        _let_go(sys.stdout)
        return PIPE_CLOSED
    except SystemExit:  # the way in which rich ends at a closed pipe
        return PIPE_CLOSED
    except OSError as error:
        problem = (error.strerror or str(error)).lower()
        if error.filename is None:  # what was written to had no name: a full disk behind standard output
            _let_go(sys.stdout)
        _say(f"{error.filename or 'standard output'}: {problem}")
        return FAILED
    return code if isinstance(code, int) else DONE


def main() -> NoReturn:
    """Run the command line of the process and exit."""
    # A closed stream is None, and its number would be given to the next file that is opened.
    sys.stdin = sys.stdin or os.fdopen(os.open(os.devnull, os.O_RDONLY))
    sys.stdout = sys.stdout or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    sys.stderr = sys.stderr or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="")  # CSV has its own line ends
    sys.exit(run())


def _say(line: str) -> None:
    from kg.wording import in_one_line

    click.echo(f"kg: {in_one_line(line)}", err=True)


def _let_go(stream: TextIO) -> None:
    """Send what is still buffered nowhere: it can't be written, and the interpreter would complain about it when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
