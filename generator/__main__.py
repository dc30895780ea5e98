"""The command line: `python -m generator`, also installed as `attested`."""

import sys
from importlib import import_module
from typing import Any

from generator import __version__
from generator.fault import told

try:
    import click
except ModuleNotFoundError as error:
    print(f"Error: {told(error, 'python -m generator')}", file=sys.stderr)
    sys.exit(2)

_COMMANDS = {
    "attest": "Prove the quotations whose capture is at hand.",
    "build": "Write the pages for tools that run no hooks.",
    "capture": "Capture an article and describe it as a source document.",
    "changes": "List new, corrected and withdrawn fact-checks.",
    "check": "Check the claims and show every problem.",
    "compress": "Write compressed copies for servers that hand those out.",
    "corpus": "Write an invented archive to measure with.",
    "explain": "Say why a rule exists and how to follow it.",
    "export": "Write the data, feeds and markup that the site publishes.",
    "import": "Take in a publisher's archive as draft claims.",
    "links": "Report dead and redirected addresses and missing archived copies.",
    "new": "Write a claim file to fill in.",
    "release": "Add the built site to the log of what was published.",
    "review": "Say what changed since publication, and refuse silent edits.",
    "reverify": "See whether quoted passages still stand on the live pages.",
    "schema": "Write the JSON Schemas that editors use.",
    "tidy": "Put files in canonical form, comments and values kept.",
    "verify": "See whether a site is what its manifest, claims and log say.",
}


class _Failed(click.ClickException):
    """The command couldn't do its work."""

    exit_code = 2


class _Lazy(click.Group):
    """Loads a command's module when it is called, so that `check` doesn't wait for what only others need."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in _COMMANDS:
            return None
        module = "import_" if cmd_name == "import" else cmd_name  # a module can't be named so
        found: Any = import_module(f"generator.commands.{module}").command
        assert isinstance(found, click.Command)
        found.help = (found.help or "").replace(r"\b", "\b")  # click's sign to leave the lines below as they are
        return found

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options, of which --help and --version print; what keeps them from it is told in one line."""
        try:
            return super().parse_args(ctx, args)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _Failed(told(error, "attested --debug")) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what nobody expected is told in one line, in full with --debug."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if isinstance(error.__cause__, KeyboardInterrupt):  # Python wraps one that comes while it makes a class
                raise click.Abort from None
            if ctx.params["debug"]:
                raise
            raise _Failed(told(error, f"attested --debug {ctx.invoked_subcommand}")) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        with formatter.section("Commands"):
            formatter.write_dl(sorted(_COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="attested")
@click.option("--debug", is_flag=True, help="Show a full trace of whatever goes wrong, for a report.")
def main(debug: bool) -> None:
    """Attested: from one YAML file a claim to a fact-check publication.

    Exit codes: 0 all is well, 1 there are findings, 2 wrong use. What could not be done at all is 2, too.
    Ctrl-C ends a command with `Aborted!` and 1; no file is left half-written.
    """


if __name__ == "__main__":
    main(prog_name="attested")
