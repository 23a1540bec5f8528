"""The real AWS CLI, kept warm: a process that has it loaded, and a command `aws` that hands each call to a copy of it.

Starting the AWS CLI takes most of a second, and a printed fix has several calls. The copy gets the caller's arguments,
environment, working directory and standard streams; all else is the AWS CLI as it is.

`python -m tests.lab.cli_server FOLDER` makes the command in FOLDER, prints a line once it listens, and serves until
it is ended or its standard input ends.
"""

import array
import json
import os
import select
import signal
import socket
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

_SERVICES = ("apigateway", "ec2", "iam", "lambda", "logs", "route53", "route53resolver", "wafv2")
"""Those whose models are read before the first call."""
_LONGEST = 1 << 20
_COMMAND = """\
#!{python} -IS
import array, json, os, socket, sys
server = socket.socket(socket.AF_UNIX)
server.connect({path!r})
call = json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]).encode()
server.sendmsg([b"."], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))])
server.sendall(call)
server.shutdown(socket.SHUT_WR)
sys.exit(int(server.recv(16) or b"255"))
"""


def _warm_cli() -> Any:
    cli = import_module("awscli.clidriver").create_clidriver()
    for service in _SERVICES:
        cli.session.create_client(service, "eu-west-3", aws_access_key_id="lab", aws_secret_access_key="lab")
    return cli


def _serve_one(caller: socket.socket, cli: Any) -> None:
    """Be the AWS CLI for one caller, in a process of its own."""
    _, rights, _, _ = caller.recvmsg(1, socket.CMSG_SPACE(3 * array.array("i").itemsize))
    streams = array.array("i")
    streams.frombytes(rights[0][2])
    call = b"".join(iter(lambda: caller.recv(_LONGEST), b""))
    arguments, folder, environment = json.loads(call)
    for standard, stream in enumerate(streams):
        os.dup2(stream, standard)
        os.close(stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    try:
        status = cli.main(arguments)
    except SystemExit as ended:
        status = ended.code
    sys.stdout.flush()
    sys.stderr.flush()
    caller.sendall(str(status or 0).encode())


def main() -> None:
    """Serve until ended."""
    folder = Path(sys.argv[1])
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(folder / "socket"))
    listening.listen()
    command = folder / "aws"
    command.write_text(_COMMAND.format(python=sys.executable, path=str(folder / "socket")))
    command.chmod(0o755)
    cli = _warm_cli()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while listening in select.select([listening, sys.stdin], [], [])[0]:
        caller, _ = listening.accept()
        if not os.fork():
            listening.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            try:
                _serve_one(caller, cli)
            finally:
                os._exit(0)
        caller.close()


if __name__ == "__main__":
    main()
