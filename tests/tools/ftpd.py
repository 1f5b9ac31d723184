"""A private FTP server for a test, on a free port of the loopback, which it prints.

ftpd.py FOLDER USER PASSWORD [FILE]     FILE: certificate and key; then it speaks TLS alone

It ends when its standard input does.
"""

import os
import sys
import threading

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler, TLS_FTPHandler
from pyftpdlib.servers import FTPServer

folder, user, password, *tls = sys.argv[1:]
handler = TLS_FTPHandler if tls else FTPHandler
if tls:
    handler.certfile = tls[0]
    handler.tls_control_required = handler.tls_data_required = True
handler.authorizer = DummyAuthorizer()
handler.authorizer.add_user(user, password, folder, perm="elradfmw")
handler.auth_failed_timeout = 0.1
server = FTPServer(("127.0.0.1", 0), handler)
print(server.socket.getsockname()[1], flush=True)


def wait():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=wait, daemon=True).start()
server.serve_forever()
