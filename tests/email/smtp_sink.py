"""A real SMTP server (aiosmtpd) for tests. Prints its port, then one JSON line for each message.

The local part of a receiver says what happens to it: "busy" gets 451, "unknown" refused
(550) at RCPT, "helo" and "relay" refused there for our sake (504, 554), "spam" refused (554) after
the message, "hang" never answered after the message, "late" taken and answered after three seconds,
"mute" taken but never answered, "drop" has the connection cut in the middle of the message.
All other mail is accepted, except from "rejected" (553).
"""
import argparse
import asyncio
import base64
import email
import email.policy
import json
import re
import ssl

from aiosmtpd.smtp import SMTP, AuthResult


class Sink:
    def __init__(self, flags):
        self.is_quiet = flags.quiet
        self.tokens = flags.tokens
        self.log = open(flags.log, "a") if flags.log else None

    async def handle_MAIL(self, server, session, envelope, address, options):
        if address.startswith("rejected@"):
            return "553 5.7.1 <%s>: Sender address rejected" % address
        envelope.mail_from = address
        return "250 2.1.0 ok"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("busy@"):
            return "451 4.3.0 <%s> try later" % address
        if address.startswith("unknown@"):
            return "550 5.1.1 <%s> no such user" % address
        if address.startswith("helo@"):
            return "504 5.5.2 Helo command rejected: need fully-qualified hostname"
        if address.startswith("relay@"):
            return "554 5.7.1 <%s>: Relay access denied" % address
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):
        receiver = envelope.rcpt_tos[0]
        if receiver.startswith("hang@"):
            await asyncio.sleep(3600)
        if receiver.startswith("mute@"):
            print(json.dumps(described(server, session, envelope)), flush=True)
            await asyncio.sleep(3600)
        if receiver.startswith("late@"):
            print(json.dumps(described(server, session, envelope)), flush=True)
            await asyncio.sleep(3)
            return "250 2.0.0 queued at last"
        if receiver.startswith("spam@"):
            return "554 5.6.0 not wanted"
        if self.log:
            # In the file before it is answered: what was accepted is there, whenever we die.
            self.log.write(code_in(envelope) + "\n")
            self.log.flush()
        if not self.is_quiet:
            print(json.dumps(described(server, session, envelope)), flush=True)
        return "250 2.0.0 queued"


class TokenSink(Sink):
    """Signs in by OAuth alone, with the tokens of the file, one a line."""

    async def auth_XOAUTH2(self, server, args):
        given = base64.b64decode(args[1]) if len(args) > 1 else await server.challenge_auth("")
        with open(self.tokens) as file:
            known = ["user=roomkey\x01auth=Bearer %s\x01\x01" % line.strip() for line in file]
        return AuthResult(success=given.decode() in known, handled=False)


class Server(SMTP):
    async def smtp_DATA(self, arg):
        receivers = self.envelope.rcpt_tos
        if not receivers or not receivers[0].startswith("drop@"):
            return await super().smtp_DATA(arg)
        await self.push("354 go on")
        line = await self._reader.readline()
        print(json.dumps({"cut_after": line.decode()}), flush=True)
        self.transport.abort()


def code_in(envelope):
    """The code as the text part shows it, without its blanks."""
    message = email.message_from_bytes(envelope.content, policy=email.policy.default)
    text = message.get_body(("plain",)).get_content()
    return re.search(r"\b\d{3} \d{4} \d{4}\b", text).group().replace(" ", "")


def described(server, session, envelope):
    """What a mail program makes of the message."""
    message = email.message_from_bytes(envelope.content, policy=email.policy.default)
    text = message.get_body(("plain",))
    html = message.get_body(("html",))
    pictures = [part for part in message.walk() if part.get_content_type() == "image/png"]
    return {
        "peer": session.peer[1],
        "greeting": session.host_name,
        "tls": server.transport.get_extra_info("ssl_object") is not None,
        "from": envelope.mail_from,
        "to": envelope.rcpt_tos[0],
        "headers": {name: str(value) for name, value in message.items()},
        "types": [part.get_content_type() for part in message.walk()],
        "longest": max(len(line) for line in envelope.content.split(b"\r\n")),
        "defects": [str(defect) for part in message.walk() for defect in part.defects],
        "text": text.get_content(),
        "html": html.get_content() if html else "",
        "picture_id": pictures[0]["Content-ID"] if pictures else "",
        "picture": pictures[0].get_content().hex() if pictures else "",
    }


def those_who_know(username, password):
    def is_known(server, session, envelope, mechanism, data):
        good = data.login == username.encode() and data.password == password.encode()
        return AuthResult(success=good, handled=False)

    return is_known


async def serve(flags):
    context = None
    if flags.certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(flags.certificate, flags.key)
    starttls = context if flags.mode == "starttls" else None
    options = {"hostname": "sink.test", "enable_SMTPUTF8": True}
    if flags.auth:
        options.update(authenticator=those_who_know(flags.username, flags.password),
                       auth_required=True, auth_require_tls=False)

    if flags.tokens:
        options.update(auth_required=True, auth_require_tls=False,
                       auth_exclude_mechanism=["LOGIN", "PLAIN"])

    def session():
        sink = TokenSink(flags) if flags.tokens else Sink(flags)
        return Server(sink, tls_context=starttls, require_starttls=bool(starttls), **options)

    server = await asyncio.get_running_loop().create_server(
        session, "127.0.0.1", flags.port, ssl=context if flags.mode == "tls" else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--mode", choices=("plain", "starttls", "tls"), default="plain")
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--quiet", action="store_true", help="print the port only")
    parser.add_argument("--log", help="a file that gets the code of each message taken")
    parser.add_argument("--auth", action="store_true")
    parser.add_argument("--username", default="roomkey")
    parser.add_argument("--password", default="s3cret & pass")
    parser.add_argument("--tokens", help="a file with the tokens that sign in, one a line")
    asyncio.run(serve(parser.parse_args()))


main()
