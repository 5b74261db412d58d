"""Two small authorities created at the first start: for the parts, and for the public address."""

import subprocess

from layout import DATABASES, HOST, ClusterError, make_folder, own, service_user

DAYS = "3650"


def _openssl(*arguments):
    made = subprocess.run(["openssl", *arguments], check=False, capture_output=True, text=True)
    if made.returncode != 0:
        raise ClusterError(f"openssl {arguments[0]}: {made.stderr.strip()}")


def _make_authority(layout, name):
    certificate, key = layout.authority(name), layout.path("tls", f"{name}-ca.key")
    if certificate.exists():
        return
    _openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
             "-days", DAYS, "-subj", f"/CN=roomkey {name} authority",
             "-addext", "basicConstraints=critical,CA:TRUE,pathlen:0",
             "-addext", "keyUsage=critical,keyCertSign,cRLSign",
             "-keyout", str(key), "-out", str(certificate))
    certificate.chmod(0o644)


def _make_certificate(layout, authority, name, user):
    certificate, key = layout.certificate(name)
    if certificate.exists():
        return
    request, extensions = key.with_suffix(".csr"), key.with_suffix(".ext")
    # Both purposes: the parts call each other, and etcd calls itself.
    extensions.write_text(
        f"subjectAltName=IP:{HOST},DNS:localhost\nbasicConstraints=CA:FALSE\n"
        "keyUsage=digitalSignature\nextendedKeyUsage=serverAuth,clientAuth\n", "ascii")
    _openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
             "-subj", f"/CN={name}", "-keyout", str(key), "-out", str(request))
    _openssl("x509", "-req", "-in", str(request), "-days", DAYS,
             "-CA", str(layout.authority(authority)),
             "-CAkey", str(layout.path("tls", f"{authority}-ca.key")),
             "-CAcreateserial", "-extfile", str(extensions), "-out", str(certificate))
    request.unlink()
    extensions.unlink()
    own(key, user)
    certificate.chmod(0o644)


def make_certificates(layout):
    make_folder(layout.path("tls"), mode=0o755)
    for name in ("cluster", "public"):
        _make_authority(layout, name)
    for member in layout.etcd_members:
        _make_certificate(layout, "cluster", member, service_user("etcd"))
    for member in DATABASES:
        _make_certificate(layout, "cluster", member, service_user("postgres"))
    # The one that asks the others how they are.
    _make_certificate(layout, "cluster", "watcher", None)
    _make_certificate(layout, "public", "roomkey", None)
