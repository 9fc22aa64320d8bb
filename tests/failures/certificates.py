"""Certificates of the fault server, made once with openssl: an authority, and what can be wrong with a certificate."""
import atexit
import functools
import pathlib
import shutil
import ssl
import subprocess
import tempfile
import threading

_LOCK = threading.Lock()


def _openssl(folder, *words):
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


def _certificate(folder, name, host, days, authority):
    _openssl(folder, "req", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj",
             f"/CN={host}")
    (folder / f"{name}.ext").write_text(f"subjectAltName=DNS:{host}\n")
    _openssl(folder, "x509", "-req", "-in", f"{name}.csr", "-CA", f"{authority}.pem", "-CAkey", f"{authority}.key",
             "-CAcreateserial", "-out", f"{name}.pem", "-days", str(days), "-extfile", f"{name}.ext")


def _authority(folder, name):
    _openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.pem",
             "-days", "2", "-subj", f"/CN={name}")


@functools.cache
def _folder():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="pressrun-certificates-"))
    atexit.register(shutil.rmtree, folder, True)
    _authority(folder, "authority")
    _authority(folder, "stranger")
    _certificate(folder, "good", "api.test", 2, "authority")
    _certificate(folder, "other-host", "elsewhere.test", 2, "authority")
    _certificate(folder, "expired", "api.test", -1, "authority")
    _certificate(folder, "untrusted", "api.test", 2, "stranger")
    return folder


def authority():
    with _LOCK:
        return _folder() / "authority.pem"


@functools.cache
def context(name):
    with _LOCK:
        folder = _folder()
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    return made
