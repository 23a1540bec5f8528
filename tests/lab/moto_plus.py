"""A moto server with the AWS behaviour of `moto_network` and `moto_gateway` and a control API under `/lab-api/`.

`python -m tests.lab.moto_plus [--port PORT]` prints its URL once it listens, and serves until it is ended, or until
the standard input ends with `--until-eof`.

| path | does |
| --- | --- |
| `GET ping` | says that it is there |
| `GET calls`, `DELETE calls` | which operations were called, in order; forget them |
| `POST rules` | answer `{"service", "op"}` (patterns) with `{"error", "status", "message"}` or `{"body", "status",
  "content_type"}`; `times` and `region` limit it |
| `DELETE rules` | forget them |
| `POST latency` | `{"ms"}` before every answer |
| `POST endpoint-state`, `route-state`, `stage-dates` | set what AWS sets by itself and moto never does |
| `POST keep`, `POST return` | keep the account as it is now; go back to what was kept last, and keep that still |
"""

import argparse
import io
import json
import logging
import os
import re
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from typing import Any, TypeAlias
from urllib.parse import parse_qs

import botocore.loaders
from moto.apigateway.models import apigateway_backends
from moto.ec2.models import ec2_backends
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server

import tests.lab.moto_domains
import tests.lab.moto_gateway
import tests.lab.moto_iam
import tests.lab.moto_integrations
import tests.lab.moto_network
import tests.lab.moto_routes  # noqa: F401  (patches moto)
from tests.lab.account import ACCOUNT
from tests.lab.moto_answers import JSON_RPC, Json, StartResponse, answer, error

Environ: TypeAlias = dict[str, Any]

_REST_SERVICES = ("apigateway", "route53", "lambda", "route53profiles")
_EMPTY_ANSWERS: dict[tuple[str, str], Json] = {
    ("route53resolver", "ListFirewallRuleGroupAssociations"): {"FirewallRuleGroupAssociations": []},
    ("route53profiles", "ListProfileAssociations"): {"ProfileAssociations": []},
    ("cloudtrail", "LookupEvents"): {"Events": []},
    ("ram", "ListResources"): {"resources": []},
    ("wafv2", "GetSampledRequests"): {"SampledRequests": [], "PopulationSize": 0},
}
"""Operations that moto lacks: empty but well-formed answers."""
_DEFAULT_DHCP_OPTIONS = """\
<DescribeDhcpOptionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><dhcpOptionsSet><item>\
<dhcpOptionsId>default</dhcpOptionsId><dhcpConfigurationSet>\
<item><key>domain-name</key><valueSet><item><value>ec2.internal</value></item></valueSet></item>\
<item><key>domain-name-servers</key><valueSet><item><value>AmazonProvidedDNS</value></item></valueSet></item>\
</dhcpConfigurationSet></item></dhcpOptionsSet></DescribeDhcpOptionsResponse>"""


def _rest_operations() -> dict[str, list[tuple[str, re.Pattern[str], str]]]:
    """For each service that is told by path: method, path pattern and operation name."""
    loader = botocore.loaders.Loader()
    operations = {}
    for service in _REST_SERVICES:
        model = loader.load_service_model(service, "service-2")
        operations[service] = [
            (shape["http"]["method"], _path_pattern(shape["http"]["requestUri"]), name)
            for name, shape in model["operations"].items()
        ]
    return operations


def _path_pattern(uri: str) -> re.Pattern[str]:
    fixed = re.escape(uri.partition("?")[0])
    held = re.sub(r"\\\{[^}]*?\\\}", "[^/]+", fixed).replace("[^/]+\\+", ".+")
    return re.compile(f"^{held}/?$")


class Lab:
    """The WSGI application in front of moto: records calls, applies rules, and answers what moto cannot."""

    def __init__(self, moto: Callable[[Environ, StartResponse], Iterable[bytes]]) -> None:
        self._moto = moto
        self._lock = threading.Lock()
        self._rest = _rest_operations()
        self._kept = 0
        self._to_keep = threading.Event()
        self.until_eof = False
        """Whether the whole process group ends when whoever started it has gone."""
        self._clear()

    def _clear(self) -> None:
        self._calls: list[dict[str, Any]] = []
        self._rules: list[dict[str, Any]] = []
        self._latency_seconds = 0.0
        self._associations: dict[str, list[dict[str, str]]] = {}

    def __call__(self, environ: Environ, start: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length) if length else b""
        environ["wsgi.input"] = io.BytesIO(body)
        if path.startswith("/lab-api/"):
            return self._control(path.removeprefix("/lab-api/"), environ, body, start)
        if path == "/moto-api/reset":
            self._clear()
        if path.startswith(("/moto-api", "/favicon")):
            return self._moto(environ, start)
        service, operation, region = self._identified(environ, body)
        if self._latency_seconds:
            time.sleep(self._latency_seconds)
        rule = self._recorded(service, operation, region)
        if rule and "error" in rule:
            return error(start, service, rule)
        if rule:
            content = rule["body"].encode() if isinstance(rule["body"], str) else rule["body"]
            return answer(start, rule.get("status", 200), content, rule.get("content_type", JSON_RPC))
        stand_in = self._stand_in((service, operation), region, body, start)
        return self._moto(environ, start) if stand_in is None else stand_in

    def between_calls(self) -> None:
        """Keep the account, if somebody asked for it: a copy of this process serves on, and this one waits for its end.

        To be called by the thread that accepts connections, so that only one of the two processes does.
        """
        if self.until_eof and select.select([sys.stdin], [], [], 0)[0]:
            os.killpg(0, signal.SIGTERM)
        if not self._to_keep.is_set():
            return
        self._to_keep.clear()
        self._kept += 1
        while copy := os.fork():
            os.waitpid(copy, 0)

    def _identified(self, environ: Environ, body: bytes) -> tuple[str, str, str]:
        """Service, operation and Region of a signed request."""
        scope = re.search(r"Credential=[^/]+/\d+/([^/]+)/([^/]+)/aws4_request", environ.get("HTTP_AUTHORIZATION", ""))
        region, service = (scope[1], scope[2]) if scope else ("", "")
        if target := environ.get("HTTP_X_AMZ_TARGET"):
            return service, target.rpartition(".")[2], region
        path = environ.get("PATH_INFO", "")
        if service in self._rest:
            for method, pattern, name in self._rest[service]:
                if method == environ["REQUEST_METHOD"] and pattern.match(path):
                    return service, name, region
            return service, f"{environ['REQUEST_METHOD']} {path}", region
        query = body.decode("utf-8", "replace") if b"Action=" in body else environ.get("QUERY_STRING", "")
        return service, parse_qs(query).get("Action", [path])[0], region

    def _recorded(self, service: str, operation: str, region: str) -> dict[str, Any] | None:
        """Keep the call, and say which rule is about it, if one is."""
        with self._lock:
            self._calls.append({"t": time.time(), "service": service, "op": operation, "region": region})
            for rule in self._rules:
                if (
                    fnmatchcase(service, rule["service"])
                    and fnmatchcase(operation, rule["op"])
                    and rule.get("region", region) == region
                    and rule.get("times", 1) > 0
                ):
                    if "times" in rule:
                        rule["times"] -= 1
                    return rule
        return None

    def _stand_in(
        self, operation: tuple[str, str], region: str, body: bytes, start: StartResponse
    ) -> Iterable[bytes] | None:
        """The answer to what moto does not know; None where moto does."""
        match operation:
            case "apigateway", "CreateDomainNameAccessAssociation":
                return answer(start, 201, self._associate(region, json.loads(body)))
            case "apigateway", "GetDomainNameAccessAssociations":
                return answer(start, 200, {"item": self._associations.get(region, [])})
            case "ec2", "DescribeDhcpOptions" if b"=default" in body:
                return answer(start, 200, _DEFAULT_DHCP_OPTIONS.encode(), "text/xml")
            case "ssm", "DescribeInstanceInformation":
                return answer(start, 200, {"InstanceInformationList": _managed_instances(region)}, JSON_RPC)
            case _ if operation in _EMPTY_ANSWERS:
                return answer(start, 200, _EMPTY_ANSWERS[operation], JSON_RPC)
        return None

    def _associate(self, region: str, asked: dict[str, str]) -> dict[str, str]:
        domain = asked["domainNameArn"].split("/domainnames/")[1]
        source = asked["accessAssociationSource"]
        resource = f"/domainnameaccessassociations/domainname/{domain}/vpcesource/{source}"
        association = {
            "domainNameAccessAssociationArn": f"arn:aws:apigateway:{region}:{ACCOUNT}:{resource}",
            "domainNameArn": asked["domainNameArn"],
            "accessAssociationSourceType": asked["accessAssociationSourceType"],
            "accessAssociationSource": source,
        }
        self._associations.setdefault(region, []).append(association)
        return association

    def _control(  # noqa: C901 - one case for each command
        self, command: str, environ: Environ, body: bytes, start: StartResponse
    ) -> Iterable[bytes]:
        asked = json.loads(body or b"{}")
        match environ["REQUEST_METHOD"], command:
            case "GET", "ping":
                return answer(start, 200, {"kept": self._kept})
            case "GET", "calls":
                with self._lock:
                    return answer(start, 200, list(self._calls))
            case "DELETE", "calls":
                self._calls = []
            case "POST", "keep":
                self._to_keep.set()
            case "POST", "return":
                # The process that kept the account goes on from there; the connection is cut.
                os._exit(0 if self._kept else 1)
            case "POST", "rules":
                with self._lock:
                    self._rules.append(asked)
            case "DELETE", "rules":
                self._rules = []
            case "POST", "latency":
                self._latency_seconds = asked["ms"] / 1000.0
            case "POST", "endpoint-state" | "route-state" | "stage-dates":
                _set_state(command, asked)
            case method, _:
                return answer(start, 404, {"error": f"no control {method} {command!r}"})
        return answer(start, 200, {"ok": True})


def _managed_instances(region: str) -> list[dict[str, str]]:
    return [
        {
            "InstanceId": instance.id,
            "PingStatus": "Online",
            "PlatformType": "Linux",
            "PlatformName": "Amazon Linux",
            "AgentVersion": "3.3.0.0",
        }
        for reservation in ec2_backends[ACCOUNT][region].all_reservations()
        for instance in reservation.instances
    ]


def _set_state(command: str, asked: dict[str, Any]) -> None:
    account, region = asked.get("account", ACCOUNT), asked["region"]
    if command == "endpoint-state":
        endpoint: Any = ec2_backends[account][region].vpc_end_points[asked["id"]]
        endpoint.state = asked["state"]
        if last_error := asked.get("last_error"):
            endpoint.last_error = {"Code": last_error[0], "Message": last_error[1]}
    elif command == "route-state":
        table: Any = ec2_backends[account][region].route_tables[asked["route_table"]]
        for route in table.routes.values():
            if route.destination_cidr_block == asked["cidr"]:
                route.state = asked["state"]
    else:
        stage: Any = apigateway_backends[account][region].get_rest_api(asked["api"]).stages[asked["stage"]]
        stage.created, stage.updated = asked["created"], asked["updated"]


def main() -> None:
    """Serve until ended; the first line on standard output is the server's URL."""
    parser = argparse.ArgumentParser(description="moto with what a private-API diagnosis needs")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--until-eof", action="store_true", help="end with the standard input")
    arguments = parser.parse_args()
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    MotoRequestHandler.protocol_version = "HTTP/1.1"
    application = Lab(DomainDispatcherApplication(create_backend_app))
    application.until_eof = arguments.until_eof
    server = make_server(arguments.host, arguments.port, application, threaded=True, request_handler=MotoRequestHandler)
    # Called between two connections, by the thread that accepts them.
    vars(server)["service_actions"] = application.between_calls
    os.environ.setdefault("MOTO_PORT", str(server.server_port))
    sys.stdout.write(f"http://{arguments.host}:{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
