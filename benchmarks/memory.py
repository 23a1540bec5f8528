"""The most memory the wizard holds in a live diagnosis of a simulated account.

Run: .venv/bin/python -m benchmarks.memory
Aim: at most 110 MB.
"""

import os
import sys
import tempfile

from tests.lab import aws_server, world

from benchmarks.pseudo_terminal import PseudoTerminal

AIM_MB = 110


def main() -> int:
    """Measure, print, and fail above the aim."""
    process, server = aws_server.started()
    try:
        estate = world.built(server)
        server.client("ec2").revoke_security_group_ingress(
            GroupId=estate.endpoint_group_id,
            IpPermissions=server.client("ec2").describe_security_groups(GroupIds=[estate.endpoint_group_id])[
                "SecurityGroups"
            ][0]["IpPermissions"],
        )
        with tempfile.TemporaryDirectory() as state:
            environment = {**os.environ, **server.environment, "TERM": "xterm-256color", "GATEWISE_STATE": state}
            error = "curl: (28) Failed to connect: Connection timed out"
            walk = [sys.executable, "-m", "gatewise", "walk", estate.invoke_url, "--client", estate.client_instance_id]
            with PseudoTerminal([*walk, "--error", error], environment) as terminal:
                terminal.shows(b"Go on")
                terminal.press("a")
                # Nobody is on the client: the person can't tell whether TCP connects there.
                terminal.shows(b"Run the command on the client")
                terminal.press("0")
                terminal.shows(b"authorize-security-group-ingress")
                peak = terminal.peak_memory
    finally:
        aws_server.ended(process)
    print(f"peak memory {peak:.0f} MB (aim: at most {AIM_MB})")
    return int(peak > AIM_MB)


if __name__ == "__main__":
    sys.exit(main())
