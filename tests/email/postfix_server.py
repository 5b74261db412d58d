"""Real Postfix for tests, on a free port of 127.0.0.1; needs root, as Postfix does.

Prints its port when it takes mail. Its files are in --folder, which others may read. It wants a
full host name or an address at HELO, and discards what it takes. It refuses the sender
rejected@example.com, mail to the domain elsewhere.example as one that it does not relay to, and
the mailbox gone@example.com, which it does not know.
Killed, it takes its processes with it.
"""
import argparse
import os
import pwd
import socket
import subprocess
import time

MAIN = """compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.test
mydestination =
local_recipient_maps =
mynetworks = 127.0.0.0/8
default_transport = discard:
alias_maps =
alias_database =
smtpd_helo_required = yes
smtpd_helo_restrictions = reject_non_fqdn_helo_hostname
smtpd_sender_restrictions =
    check_sender_access inline:{{{{rejected@example.com = 553 5.7.1 not ours}}}}
smtpd_relay_restrictions =
    check_recipient_access inline:{{{{elsewhere.example = 554 5.7.1 Relay access denied}},
        {{gone@example.com = 550 5.1.1 User unknown}}}},
    permit_mynetworks, reject
"""

MASTER = """127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
discard unix - - n - - discard
error unix - - n - - error
anvil unix - - n - 1 anvil
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def write_files(folder, port):
    os.chmod(folder, 0o755)
    for name in ("etc", "queue", "data"):
        os.mkdir(os.path.join(folder, name))
    owner = pwd.getpwnam("postfix")
    os.chown(os.path.join(folder, "data"), owner.pw_uid, owner.pw_gid)
    with open(os.path.join(folder, "etc", "main.cf"), "w") as file:
        file.write(MAIN.format(folder=folder))
    with open(os.path.join(folder, "etc", "master.cf"), "w") as file:
        file.write(MASTER.format(port=port))


def print_when_ready(port):
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            print(port, flush=True)
            return
        except OSError:
            time.sleep(0.1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", required=True)
    folder = parser.parse_args().folder
    port = free_port()
    write_files(folder, port)
    configuration = os.path.join(folder, "etc")
    subprocess.run(["/usr/sbin/postfix", "-c", configuration, "check"], check=True)
    # Twice, because Postfix does not bear a child that it does not know.
    if os.fork() == 0:
        if os.fork() == 0:
            print_when_ready(port)
        os._exit(0)
    os.wait()
    os.execv("/usr/lib/postfix/sbin/master", ["master", "-d", "-c", configuration])


main()
