"""The software bill of materials, SPDX 2.3 in JSON: the Debian packages whose libraries the program
loads or was compiled from, and the packages from npm that the console was built from.
"""

import base64
import hashlib
import json
import re
import subprocess
from datetime import datetime, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Headers that the program was compiled from: the loader does not know them.
COMPILED_IN = ("libboost1.81-dev", "libcli11-dev", "libtomlplusplus-dev")


def run(*words):
    return subprocess.run(words, text=True, capture_output=True, check=True).stdout


def loaded_libraries(program):
    """The real paths of all libraries that the program loads."""
    return sorted({Path(path).resolve() for path in re.findall(r"=> (/\S+)", run("ldd", program))})


def owner_of(library):
    """The package of a library, which may know it by its path before /lib was merged into /usr."""
    old = str(library).replace("/usr/lib", "/lib", 1)
    found = subprocess.run(["dpkg", "-S", library, old], text=True, capture_output=True,
                           check=False).stdout
    return found.split(":")[0]


def debian_packages(program):
    names = {*COMPILED_IN, *(owner_of(library) for library in loaded_libraries(program))}
    form = "${Package} ${Version} ${Architecture}\n"
    return [line.split() for line in sorted(run("dpkg-query", "-W", "-f", form,
                                                *names).splitlines())]


def npm_packages():
    lock = json.loads((ROOT / "console" / "package-lock.json").read_text())
    for path, about in sorted(lock["packages"].items()):
        # The optional ones are programs for other machines.
        if path and not about.get("optional"):
            yield path.split("node_modules/")[-1], about


def identifier(*parts):
    return "SPDXRef-" + re.sub(r"[^A-Za-z0-9.]+", "-", "-".join(parts)).strip("-")


def package(name, version, locator, **more):
    return {"SPDXID": identifier(locator.split("/")[0].split(":")[-1], name, version),
            "name": name, "versionInfo": version,
            "downloadLocation": "NOASSERTION", "licenseConcluded": "NOASSERTION",
            "licenseDeclared": "NOASSERTION", "copyrightText": "NOASSERTION",
            "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                              "referenceLocator": locator}], **more}


def of_debian(name, version, architecture):
    return package(name, version,
                   f"pkg:deb/debian/{name}@{version}?arch={architecture}&distro=bookworm")


def of_npm(name, about):
    more = {"licenseDeclared": about["license"]} if "license" in about else {}
    algorithm, _, digest = about.get("integrity", "").partition("-")
    if algorithm == "sha512":
        more["checksums"] = [{"algorithm": "SHA512",
                              "checksumValue": base64.b64decode(digest).hex()}]
    return package(name, about["version"],
                   f"pkg:npm/{name.replace('@', '%40')}@{about['version']}", **more)


def document(program, version, date):
    loaded = [of_debian(*found) for found in debian_packages(program)]
    built_from = [of_npm(*found) for found in npm_packages()]
    own = package("roomkey", version, f"pkg:generic/roomkey@{version}",
                  checksums=[{"algorithm": "SHA256", "checksumValue": hashlib.sha256(
                      Path(program).read_bytes()).hexdigest()}])
    content = [own, *loaded, *{each["SPDXID"]: each for each in built_from}.values()]
    relations = [("SPDXRef-DOCUMENT", "DESCRIBES", own)]
    relations += [(own["SPDXID"], "DEPENDS_ON", each) for each in loaded]
    relations += [(each["SPDXID"], "BUILD_DEPENDENCY_OF", own)
                  for each in content[1 + len(loaded):]]
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"roomkey-{version}",
        "documentNamespace": f"https://roomkey.invalid/spdx/{version}/{digest[:32]}",
        "creationInfo": {
            "created": datetime.fromtimestamp(date, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "creators": ["Tool: roomkey-package"]},
        "packages": content,
        "relationships": [{"spdxElementId": one, "relationshipType": kind,
                           "relatedSpdxElement": other["SPDXID"]}
                          for one, kind, other in relations],
    }


def write(path, program, version, date):
    path.write_text(json.dumps(document(program, version, date), indent=1) + "\n")
