"""Hooks for schemathesis: a made-up id finds nothing, so most calls get an id, tenant and e-mail that exist."""

import json
import os
import random
import re

import schemathesis

SEEDED = json.loads(os.environ["FUZZ_SEEDED"])
UUID = re.compile(r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")
TENANT = re.compile(r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$")
KINDS = (
    ("/v1/contracts", "contract"),
    ("/v1/admin/policies/bindings", "binding"),
    ("/v1/admin/policies", "policy"),
    ("/v1/consumers", "consumer"),
    ("/v1/plans", "plan"),
    ("/v1/subscriptions", "subscription"),
    ("/v1/portal/apis", "contract"),
)
FIELDS = {
    "consumer_id": "consumer",
    "contract_id": "contract",
    "api_id": "contract",
    "plan_id": "plan",
    "policy_id": "policy",
}


def existing(kind):
    return random.choice(SEEDED[kind])


def kind_of(path):
    return next((kind for start, kind in KINDS if path.startswith(start)), None)


def improve(values, kind):
    """Only what is valid is replaced: a case that is meant to be refused stays one."""
    if not isinstance(values, dict):
        return
    for name, value in list(values.items()):
        if not isinstance(value, str) or random.random() < 0.2:
            continue
        if name in ("tenant", "tenant_id") and TENANT.match(value) and len(value) <= 63:
            values[name] = "default"
        elif name == "id" and kind and UUID.match(value):
            values[name] = existing(kind)
        elif name in FIELDS and UUID.match(value):
            values[name] = existing(FIELDS[name])


def improve_headers(headers):
    """The same few generated keys would only ever meet their own replays, and no made-up ETag is ever the present one."""
    for name in list(headers or ()):
        if random.random() < 0.2 or not isinstance(headers[name], str):
            continue
        if name == "Idempotency-Key" and re.fullmatch(r"[A-Za-z0-9_.:-]{8,100}", headers[name]):
            headers[name] += f"-{random.getrandbits(64):x}"
        elif name == "If-Match" and 0 < len(headers[name]) <= 128:
            headers[name] = "*"


@schemathesis.hook
def before_call(context, case, kwargs):
    kind = kind_of(case.operation.path)
    improve(case.path_parameters, kind)
    improve(case.query, kind)
    improve(case.body, kind)
    improve_headers(case.headers)
